package dev.velos.cli.command;

import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.core.home.VelosVersion;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.WireFormat;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos version}: of this program, whatever the daemon's may be. */
final class VersionCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command("version", "[--json]", "Show the version of this program.")
                .addOption(Model.json("the version"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        Screen screen = invocation.screen();
        Answer.of(VersionCommand::facts).print(screen, () -> screen.out().line("velos " + VelosVersion.CURRENT));
        return ExitCode.DONE;
    }

    private static Fields facts() {
        return Fields.builder()
                .put("version", VelosVersion.CURRENT)
                .put("protocol", WireFormat.VERSION)
                .put("java", System.getProperty("java.version", ""))
                .build();
    }
}
