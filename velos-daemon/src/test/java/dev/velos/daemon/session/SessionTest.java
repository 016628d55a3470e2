package dev.velos.daemon.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.MessageCodec;
import dev.velos.core.protocol.Notice;
import dev.velos.core.protocol.Reply;
import dev.velos.core.protocol.Request;
import dev.velos.daemon.OnStage;
import dev.velos.daemon.Stage;
import dev.velos.daemon.os.fake.FakeProgram;
import dev.velos.daemon.supervise.ManagedProcess;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest extends OnStage {
    private static final int SIGTERM = 15;
    private static final int OVER_EVERY_BUFFER = 2_000;

    private Client other;

    @BeforeEach
    void connect() {
        other = new Client(stage);
    }

    @AfterEach
    void othersAreStillServed() {
        assertThat(other.succeed(Commands.PING, Fields.empty()).text("backend")).isEqualTo("fake");
    }

    @Test
    void garbage_getsAFailureAndTheConnectionCloses() {
        assertRefused("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8), ErrorCode.INVALID_REQUEST, "not a Velos frame");
    }

    @Test
    void headerOfOneGigabyte_isRefusedAtOnce() {
        byte[] header = ByteBuffer.allocate(8)
                .put("VL".getBytes(UTF_8))
                .put((byte) 1)
                .put((byte) 1)
                .putInt(1 << 30)
                .array();
        assertRefused(header, ErrorCode.INVALID_REQUEST, "1073741824 bytes is over the limit");
    }

    @Test
    void headerOfMinusOneBytes_isRefusedAtOnce() {
        byte[] header = ByteBuffer.allocate(8)
                .put("VL".getBytes(UTF_8))
                .put((byte) 1)
                .put((byte) 1)
                .putInt(-1)
                .array();
        assertRefused(header, ErrorCode.INVALID_REQUEST, "4294967295 bytes is over the limit");
    }

    @Test
    void otherVersion_isToldBothVersionsAndTheRemedy() {
        byte[] frame = ping();
        frame[2] = 2;
        Failure failure = assertRefused(frame, ErrorCode.VERSION_MISMATCH, "protocol version 2");
        assertThat(failure.message()).contains("Velos 0.1.0, protocol 1");
        assertThat(failure.remedy()).contains("velos daemon restart");
    }

    @Test
    void brokenMessagePack_getsAFailureAndTheConnectionCloses() {
        byte[] frame = ping();
        frame[8] = (byte) 0xc1;
        assertRefused(frame, ErrorCode.INVALID_REQUEST, "a value of a kind that the protocol does not use");
    }

    @Test
    void unknownKindOfFrame_getsAFailureAndTheConnectionCloses() {
        byte[] frame = ping();
        frame[3] = 77;
        assertRefused(frame, ErrorCode.INVALID_REQUEST, "unknown kind of frame");
    }

    @Test
    void replyFromAClient_getsAFailureAndTheConnectionCloses() {
        assertRefused(
                MessageCodec.encode(new Reply.Success(1, Fields.empty())),
                ErrorCode.INVALID_REQUEST,
                "a client sends requests only");
    }

    @Test
    void messageOfAMillionValues_isRefused() {
        Client client = new Client(stage);
        byte[] frame = frameOfEmptyTexts(300_000);
        for (int at = 0; at < frame.length; at += 100_000) {
            client.send(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + 100_000)));
            stage.turn();
            stage.turn();
        }
        stage.until("the end", client::isOver);
        assertThat(failureOf(client).message()).contains("more than 262144 values");
    }

    /** By hand, because our own codec refuses to write it: a map whose only value is a list of empty texts. */
    private static byte[] frameOfEmptyTexts(int count) {
        int bodyBytes = 3 + 5 + count;
        ByteBuffer frame = ByteBuffer.allocate(8 + bodyBytes)
                .put(new byte[] {'V', 'L', 1, 1})
                .putInt(bodyBytes)
                .put(new byte[] {(byte) 0x81, (byte) 0xa1, 'a', (byte) 0xdd})
                .putInt(count);
        Arrays.fill(frame.array(), frame.position(), frame.capacity(), (byte) 0xa0);
        return frame.array();
    }

    @Test
    void requestBeforeGarbage_isAnswered() {
        Client client = new Client(stage);
        long id = client.send(Commands.PING, Fields.empty());
        client.send("garbage".getBytes(UTF_8));
        stage.until("the end", client::isOver);
        assertThat(client.answer(id)).isInstanceOf(Reply.Success.class);
        assertThat(client.received()).hasSize(2);
    }

    @Test
    void frameByteByByte_isARequest() {
        Client client = new Client(stage);
        for (byte part : ping()) {
            client.send(new byte[] {part});
            stage.turn();
        }
        stage.until("the answer", () -> client.has(77));
        client.close();
    }

    @Test
    void halfFrameThenEnd_leavesNothing() {
        other.succeed(Commands.PING, Fields.empty());
        int before = stage.backend.openHandles().size();
        for (int i = 0; i < 100; i++) {
            Client client = new Client(stage);
            client.send(Arrays.copyOf(ping(), 1 + i % 20));
            stage.turn();
            client.close();
            stage.turn();
            stage.turn();
        }
        stage.until("all are gone", () -> stage.backend.openHandles().size() == before);
    }

    @Test
    void unknownCommand_isAFailureAndNothingElse() {
        Client client = new Client(stage);
        Failure failure = client.fail("dance" + "x".repeat(10_000), Fields.empty());
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(failure.message()).contains("knows no command \"dancexxx").hasSizeLessThan(200);
        assertThat(client.succeed(Commands.PING, Fields.empty()).integer("processes"))
                .isZero();
        client.close();
    }

    @Test
    void argumentOfTheWrongKind_isAFailureThatNamesIt() {
        Fields wrong = Fields.builder().put("targets", 7).build();
        assertThat(other.fail(Commands.STOP, wrong).message()).contains("\"targets\" is not a list");
        assertThat(other.fail(Commands.START, Fields.builder().put("specs", "x").build())
                        .message())
                .contains("\"specs\"");
    }

    @Test
    void clientThatNeverReads_isReadNoFurther() {
        stage.startOnline("api");
        Client client = new Client(stage);
        int sent = 0;
        try {
            for (; sent < 1_000_000; sent++) {
                client.send(Commands.LIST, Fields.empty());
                stage.turn();
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("no room");
        }
        assertThat(sent).isBetween(OVER_EVERY_BUFFER, 50_000);
        for (int i = 0; i < 100; i++) {
            stage.turn();
            assertThat(other.succeed(Commands.PING, Fields.empty()).has("pid")).isTrue();
        }
        int all = sent;
        stage.until("every answer", () -> client.received().size() == all);
        for (int id = 1; id <= all; id++) {
            assertThat(client.received().get(id - 1)).isInstanceOf(Reply.Success.class);
            assertThat(((Reply) client.received().get(id - 1)).id()).isEqualTo(id);
        }
        client.close();
    }

    @Test
    void clientWithManyOpenRequests_isReadNoFurther() {
        stage.backend.everyProgram(FakeProgram.ignores(SIGTERM));
        ManagedProcess process = stage.startOnline("api");
        Client client = new Client(stage);
        for (int i = 0; i < 200; i++) {
            client.send(Commands.STOP, Client.targets("api"));
        }
        stage.turn();
        stage.turn();
        assertThat(client.received()).isEmpty();
        Client quick = new Client(stage);
        assertThat(quick.succeed(Commands.LIST, Fields.empty()).list("processes"))
                .hasSize(1);
        stage.until("every answer", () -> client.received().size() == 200);
        for (int id = 1; id <= 200; id++) {
            assertThat(client.answer(id)).isInstanceOf(Reply.Success.class);
        }
        assertThat(process.state().isDown()).isTrue();
        client.close();
        quick.close();
    }

    @Test
    void clientThatGoesWithManyOpenRequests_isNoticed() {
        stage.backend.everyProgram(FakeProgram.ignores(SIGTERM));
        stage.startOnline("api");
        other.succeed(Commands.PING, Fields.empty());
        int before = stage.backend.openHandles().size();
        Client client = new Client(stage);
        for (int i = 0; i < 200; i++) {
            client.send(Commands.STOP, Client.targets("api"));
        }
        stage.turn();
        client.close();
        stage.until("it is gone", () -> stage.backend.openHandles().size() == before);
    }

    @Test
    void clientsThatHoldTooMuch_payForItThemselves() {
        List<Client> greedy = new ArrayList<>();
        byte[] header = ByteBuffer.allocate(8)
                .put("VL".getBytes(UTF_8))
                .put((byte) 1)
                .put((byte) 1)
                .putInt(16 << 20)
                .array();
        for (int i = 0; i < 4; i++) {
            greedy.add(new Client(stage));
            greedy.getLast().send(header);
            stage.turn();
        }
        for (int sent = 0; sent < 10 << 20; sent += 100_000) {
            for (Client client : greedy) {
                if (!client.isOver()) {
                    client.send(new byte[100_000]);
                }
            }
            stage.turn();
            stage.turn();
            stage.turn();
        }
        assertThat(greedy)
                .filteredOn(Client::isOver)
                .isNotEmpty()
                .allSatisfy(client -> assertThat(failureOf(client).code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(greedy).filteredOn(client -> !client.isOver()).hasSizeGreaterThanOrEqualTo(2);
        greedy.forEach(Client::close);
    }

    @Test
    void largestRequest_isTaken() {
        byte[] frame = MessageCodec.encode(new Request(
                5,
                Commands.PING,
                Fields.builder().put("x", "x".repeat(15 << 20)).build()));
        Client client = new Client(stage);
        for (int at = 0; at < frame.length; at += 100_000) {
            client.send(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + 100_000)));
            stage.turn();
            stage.turn();
        }
        stage.until("the answer", () -> client.has(5));
        client.close();
    }

    @Test
    void connectionsBeyondTheMost_dropTheOldest() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            clients.add(new Client(stage));
            stage.turn();
        }
        stage.until(
                "some are dropped",
                () -> clients.stream().filter(Client::isOver).count() == 88);
        assertThat(clients.getLast().succeed(Commands.PING, Fields.empty()).has("pid"))
                .isTrue();
        assertThat(clients.getFirst().isOver()).isTrue();
        clients.forEach(Client::close);
        other = new Client(stage);
    }

    @Test
    void clientOfAnotherUser_isTurnedAway() {
        stage.backend.nextPeersAre(4242);
        Client stranger = new Client(stage);
        stage.until("the end", stranger::isOver);
        assertThat(stranger.received())
                .singleElement()
                .satisfies(message ->
                        assertThat(((Reply.Failed) message).failure().message()).contains("only, not user"));
    }

    @Test
    void manyWaitingAnswersOnOneConnection_leaveNothingBehind() {
        stage.start(Stage.spec("api"));
        other.succeed(Commands.STOP, Client.targets("api"));
        Client client = new Client(stage);
        for (int i = 0; i < 20_000; i++) {
            client.send(Commands.STOP, Client.targets("api"));
            stage.turn();
            if (i % 100 == 0) {
                client.received().clear();
            }
        }
        client.close();
        stage.turn();
    }

    /** The client takes its answers just before the one that waited for a process goes out, in one of the rounds. */
    @Test
    void answerThatGoesOutWhileRequestsWait_doesNotRunThemInTheMiddleOfAnEvent() {
        stage.startOnline("first");
        ManagedProcess second = stage.startOnline("second");
        for (int turnsBeforeReading = 0; turnsBeforeReading < 15; turnsBeforeReading++) {
            long oldPid = Stage.pid(second);
            Client client = new Client(stage);
            long pending = client.send(Commands.RESTART, Client.targets("first"));
            for (int i = 0; i < 400; i++) {
                client.send(Commands.LIST, Fields.empty());
            }
            long last = client.send(Commands.RESTART, Client.targets("second"));
            for (int i = 0; i < turnsBeforeReading; i++) {
                stage.turn();
            }
            stage.until("every answer", () -> client.has(last) && client.has(pending));
            assertThat(result(client.answer(pending)).failure()).isEmpty();
            ActionResult result = result(client.answer(last));
            assertThat(result.failure()).isEmpty();
            assertThat(result.snapshot().orElseThrow().pid().orElseThrow()).isNotEqualTo(oldPid);
            client.close();
        }
    }

    @Test
    void slowFollower_getsCoalescedNoticesAndTheLastSize() {
        ManagedProcess process = stage.startOnline("api");
        Client client = new Client(stage);
        long subscription =
                client.succeed(Commands.FOLLOW, Client.targets("api")).integer("subscription");
        for (int i = 0; i < 5_000; i++) {
            stage.backend.print(Stage.pid(process), "line\n");
            stage.turn();
        }
        long size = process.capture().outLog().toFile().length();
        assertThat(size).isEqualTo(25_000);
        stage.until("the last size", () -> sizes(client).contains(size));
        assertThat(client.notices().size()).isLessThan(4_000);
        assertThat(client.notices()).allMatch(notice -> notice.subscription() == subscription);
        assertThat(sizes(client)).isSorted().last().isEqualTo(size);
        client.close();
    }

    private static List<Long> sizes(Client client) {
        return client.notices().stream()
                .map(Notice::body)
                .flatMap(body -> body.list("logs").stream())
                .map(log -> log.integer("size"))
                .toList();
    }

    @Test
    void subscriptionsOfOneConnection_areBounded() {
        stage.startOnline("api");
        Client client = new Client(stage);
        for (int i = 0; i < 100; i++) {
            client.succeed(Commands.FOLLOW, Client.targets("api"));
        }
        assertThat(client.fail(Commands.FOLLOW, Client.targets("api")).message())
                .contains("100 subscriptions");
        client.close();
        stage.turn();
        other.succeed(Commands.FOLLOW, Client.targets("api"));
    }

    @Test
    void followerOfAll_hearsOfProcessesThatComeLater() {
        Client client = new Client(stage);
        client.succeed(Commands.FOLLOW, Client.targets("all"));
        stage.backend.everyProgram(self -> self.print("hello\n"));
        stage.startOnline("late");
        stage.until("the notice", () -> !client.notices().isEmpty());
        assertThat(client.notices().getFirst().body().list("logs").getFirst().text("file"))
                .endsWith("late-out.log");
        client.close();
    }

    @Test
    void followerOfADeletedProcess_isNotHarmed() {
        stage.startOnline("api");
        Client client = new Client(stage);
        client.succeed(Commands.FOLLOW, Client.targets("all"));
        other.succeed(Commands.DELETE, Client.targets("api"));
        stage.startOnline("api");
        client.succeed(Commands.PING, Fields.empty());
        client.close();
    }

    /** Whatever a client sends, it is answered or refused, and others are served. */
    @Test
    void mutatedRequests_harmNobody() {
        stage.startOnline("api");
        for (int seed = 0; seed < 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Client client = new Client(stage);
            client.send(mutated(request(random), random));
            stage.turn();
            stage.turn();
            client.received();
            client.close();
            stage.turn();
            assertThat(other.succeed(Commands.PING, Fields.empty()).has("pid"))
                    .as("seed " + seed)
                    .isTrue();
        }
    }

    private static byte[] request(SplittableRandom random) {
        List<String> commands = List.of("ping", "list", "info", "start", "stop", "restart", "flush", "follow");
        Fields spec = Stage.spec("p" + random.nextInt(3)).toFields();
        Fields arguments = Fields.builder()
                .putTexts("targets", List.of("api", "p1", "all"))
                .putList("specs", List.of(spec))
                .put("wait", random.nextBoolean())
                .build();
        return MessageCodec.encode(new Request(1, commands.get(random.nextInt(commands.size())), arguments));
    }

    private static byte[] mutated(byte[] frame, SplittableRandom random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(frame, random.nextInt(frame.length)) : frame;
    }

    private Failure assertRefused(byte[] bytes, ErrorCode code, String words) {
        Client client = new Client(stage);
        client.send(bytes);
        stage.until("the end", client::isOver);
        Failure failure = failureOf(client);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains(words);
        return failure;
    }

    private static Failure failureOf(Client client) {
        assertThat(client.received()).hasSize(1);
        assertThat(client.received().getFirst()).isInstanceOf(Reply.Failed.class);
        Reply.Failed failed = (Reply.Failed) client.received().getFirst();
        assertThat(failed.id()).isZero();
        return failed.failure();
    }

    static ActionResult result(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Success.class);
        List<ActionResult> results = ActionResult.listOf(((Reply.Success) reply).result());
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private static byte[] ping() {
        return MessageCodec.encode(new Request(77, Commands.PING, Fields.empty()));
    }
}
