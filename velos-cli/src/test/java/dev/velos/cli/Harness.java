package dev.velos.cli;

import dev.velos.cli.command.ExitCode;
import dev.velos.cli.command.Invocation;
import dev.velos.cli.output.Screen;
import dev.velos.cli.output.Terminal;
import dev.velos.cli.output.TextSink;
import dev.velos.client.DaemonLauncher;
import dev.velos.core.home.VelosHome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this JVM as {@code main} does, and keeps what they print. */
record Harness(VelosHome home, Path cwd, Map<String, String> environment) {
    /** What a command left behind. */
    record Outcome(ExitCode code, String out, String err) {}

    Harness(Path folder) {
        this(
                new VelosHome(folder.resolve("home")),
                folder,
                Map.of("LANG", "C.UTF-8", "VELOS_SECRET", "x", "PATH", "/bin"));
    }

    Outcome run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Screen screen = new Screen(new TextSink(out), new TextSink(err), Terminal.NONE);
        DaemonLauncher launcher = new DaemonLauncher(home, Optional.empty());
        ExitCode code = Velos.run(List.of(words), new Invocation(environment, cwd, launcher, screen));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
