package dev.velos.client;

import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Reply;

/** A {@link ScriptedDaemon} as a program: answers every request with its pid until it is killed. */
final class ScriptedDaemonMain {
    private ScriptedDaemonMain() {}

    public static void main(String[] args) {
        Fields facts =
                Fields.builder().put("pid", ProcessHandle.current().pid()).build();
        ScriptedDaemon.listen(
                VelosHome.ofEnvironment(System.getenv()),
                (request, peer) -> peer.send(new Reply.Success(request.id(), facts)));
    }
}
