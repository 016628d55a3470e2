package dev.velos.cli.command;

import dev.velos.cli.foreign.Imported;
import dev.velos.cli.foreign.Pm2Apps;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos import}: writes the velos.toml for what PM2's files describe. */
final class ImportCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                        "import",
                        "<file> [--output <file>]",
                        "Write the velos.toml for an ecosystem file or a dump of PM2.",
                        "",
                        "Reads ecosystem.config.js (by node), .json, .yml, and the dump.pm2 that \"pm2 save\" writes; what"
                                + " has no counterpart is listed. A file that exists is never overwritten.")
                .addPositional(Model.words("<file>", "The file of PM2."))
                .addOption(Model.value("<file>", "Where to write (default: velos.toml here).", "-o", "--output"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = arguments.words();
        if (words.size() != 1) {
            throw new UsageException(
                    "\"velos import\" needs one file of PM2.", "Name it: velos import ecosystem.config.js.");
        }
        Path file = invocation.cwd().resolve(words.getFirst()).normalize();
        NewConfig target =
                NewConfig.at(invocation.cwd().resolve(arguments.text("--output").orElse(ConfigSpecs.FILE)));
        Imported imported = Pm2Apps.read(file, target.folder(), invocation.environment());
        return target.write(imported, invocation);
    }
}
