package dev.velos.daemon.voice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.Sockets;
import dev.velos.daemon.os.fake.FakeBackend;
import dev.velos.daemon.os.fake.FakePeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoiceTest {
    @TempDir
    Path folder;

    private final FakeBackend backend = new FakeBackend();
    private final List<String> heard = new ArrayList<>();

    private NodeChannel channel(Path label) throws Exception {
        Sockets.Pair pair = backend.sockets().pair(label);
        return new NodeChannel(backend, pair.ours(), heard::add);
    }

    private void turn() {
        backend.poller().await(0);
    }

    @Test
    void datagram_isReadAsAssignments() {
        assertThat(NotifySocket.assignments("READY=1\nSTATUS=a=b\n\nnonsense\n=x\nEMPTY="))
                .isEqualTo(Map.of("READY", "1", "STATUS", "a=b", "EMPTY", ""));
    }

    @Test
    void socket_replacesWhatAnEarlierOneLeft_andRemovesItsFile() throws Exception {
        Path path = java.nio.file.Files.createFile(folder.resolve("n1"));
        NotifySocket socket = NotifySocket.open(backend, path, said -> heard.add(said.toString()));
        assertThat(backend.post(path, "READY=1")).isTrue();
        turn();
        assertThat(heard).containsExactly("{READY=1}");
        socket.close();
        assertThat(path).doesNotExist();
        assertThat(backend.openHandles()).isEmpty();
    }

    @Test
    void messages_areLinesThatMayComeInPieces() throws Exception {
        Path label = folder.resolve("c1");
        channel(label);
        FakePeer program = backend.channel(label);
        program.send("\"rea".getBytes(UTF_8));
        turn();
        assertThat(heard).isEmpty();
        program.send("dy\"\n{\"a\":1}\n".getBytes(UTF_8));
        turn();
        assertThat(heard).containsExactly("\"ready\"", "{\"a\":1}");
    }

    @Test
    void messageThatIsTooLong_isSkippedAndTheNextOneHeard() throws Exception {
        Path label = folder.resolve("c1");
        channel(label);
        FakePeer program = backend.channel(label);
        for (int i = 0; i < 20; i++) {
            program.send("x".repeat(4_096).getBytes(UTF_8));
            turn();
        }
        program.send("\n\"ready\"\n".getBytes(UTF_8));
        turn();
        assertThat(heard).containsExactly("\"ready\"");
    }

    @Test
    void sending_reachesTheProgramAsALine() throws Exception {
        Path label = folder.resolve("c1");
        NodeChannel channel = channel(label);
        assertThat(channel.send("\"shutdown\"")).isTrue();
        assertThat(backend.channel(label).receive(100)).asString(UTF_8).isEqualTo("\"shutdown\"\n");
        channel.close();
        assertThat(channel.send("\"shutdown\"")).isFalse();
    }
}
