package dev.velos.cli.command;

import dev.velos.cli.foreign.ProjectFolder;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos init}: writes a first velos.toml for the folder. */
final class InitCommand implements Command {
    @Override
    public CommandSpec model() {
        return Model.command(
                "init",
                "",
                "Write a first velos.toml for this folder.",
                "",
                "Looks at ecosystem.config.js, Procfile, package.json and Python programs. A file that exists is never"
                        + " overwritten.");
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        NewConfig target = NewConfig.at(invocation.cwd().resolve(ConfigSpecs.FILE));
        return target.write(ProjectFolder.draft(invocation.cwd(), invocation.environment()), invocation);
    }
}
