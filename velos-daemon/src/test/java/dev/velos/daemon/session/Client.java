package dev.velos.daemon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.FrameReader;
import dev.velos.core.protocol.Message;
import dev.velos.core.protocol.MessageCodec;
import dev.velos.core.protocol.Notice;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.Request;
import dev.velos.core.protocol.WireException;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakePeer;
import java.util.ArrayList;
import java.util.List;

/** A client on a fake machine. Owned by the test's thread. */
final class Client {
    private static final int PART = 50_000;

    private final Stage stage;
    private final FakePeer peer;
    private final FrameReader reader = new FrameReader();
    private final List<Message> received = new ArrayList<>();
    private long lastId;

    Client(Stage stage) {
        this.stage = stage;
        peer = stage.backend.connect(stage.home.socket());
    }

    void send(byte[] bytes) {
        peer.send(bytes);
    }

    /** Sends a request and does not wait for its answer. */
    long send(String command, Fields arguments) {
        peer.send(MessageCodec.encode(new Request(++lastId, command, arguments)));
        return lastId;
    }

    static Fields targets(String... words) {
        return Fields.builder().putTexts("targets", List.of(words)).build();
    }

    Reply ask(String command, Fields arguments) {
        long id = send(command, arguments);
        stage.until("the answer to " + command, () -> has(id));
        return answer(id);
    }

    Fields succeed(String command, Fields arguments) {
        Reply reply = ask(command, arguments);
        assertThat(reply).isInstanceOf(Reply.Success.class);
        return ((Reply.Success) reply).result();
    }

    Failure fail(String command, Fields arguments) {
        Reply reply = ask(command, arguments);
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).failure();
    }

    boolean has(long id) {
        return received().stream().anyMatch(message -> message instanceof Reply reply && reply.id() == id);
    }

    Reply answer(long id) {
        List<Reply> answers = received().stream()
                .filter(Reply.class::isInstance)
                .map(Reply.class::cast)
                .filter(reply -> reply.id() == id)
                .toList();
        assertThat(answers).as("answers to " + id).hasSize(1);
        return answers.getFirst();
    }

    List<Notice> notices() {
        return received().stream()
                .filter(Notice.class::isInstance)
                .map(Notice.class::cast)
                .toList();
    }

    /** Everything that has come so far. */
    List<Message> received() {
        byte[] part = peer.receive(PART);
        while (part.length > 0) {
            reader.feed(part, 0, part.length);
            part = peer.receive(PART);
        }
        try {
            reader.next().ifPresent(received::add);
            while (reader.pending() > 0) {
                int before = received.size();
                reader.next().ifPresent(received::add);
                if (received.size() == before) {
                    break;
                }
            }
        } catch (WireException e) {
            throw new AssertionError(e);
        }
        return received;
    }

    boolean isOver() {
        received();
        return peer.isOver();
    }

    void close() {
        peer.close();
    }
}
