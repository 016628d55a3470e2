package dev.velos.cli.command;

import dev.velos.cli.foreign.Imported;
import dev.velos.cli.output.Screen;
import dev.velos.config.ConfigLoader;
import dev.velos.config.ConfigResult;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A velos.toml that is to be written where none is. */
record NewConfig(Path file) {
    /** Refuses at once where something is in the way. */
    static NewConfig at(Path file) {
        Path normal = file.toAbsolutePath().normalize();
        if (Files.exists(normal, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(normal);
        }
        return new NewConfig(normal);
    }

    Path folder() {
        return file.getParent();
    }

    ExitCode write(Imported imported, Invocation invocation) {
        try {
            Files.writeString(file, imported.text(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            throw Failure.unavailable(
                            file + " cannot be written: " + e.getMessage() + ".", "Check the folder and the disk.")
                    .asException();
        }
        report(imported, invocation.screen());
        return check(invocation);
    }

    private void report(Imported imported, Screen screen) {
        screen.out().line(screen.doneMark() + " " + file + " is written: " + String.join(", ", imported.processes()));
        if (!imported.left().isEmpty()) {
            screen.out().line("  Without a counterpart:");
            imported.left().forEach(line -> screen.out().line("    " + line));
        }
        screen.out().line("  Look it over; \"velos start --dry-run\" shows what it would start.");
    }

    /** What came from elsewhere may hold what no velos.toml can. */
    private ExitCode check(Invocation invocation) {
        ConfigResult result =
                ConfigLoader.load(file, CallerEnvironment.inherited(invocation.environment()), Optional.empty());
        if (result instanceof ConfigResult.Invalid invalid) {
            invocation.screen().err().line("It still has to be corrected:");
            invalid.problems().forEach(problem -> invocation.screen().err().line(problem.text()));
            return ExitCode.FAILED;
        }
        return ExitCode.DONE;
    }

    private static VelosException exists(Path file) {
        return Failure.conflict(file + " exists already, and is not overwritten.", "Move it away, or go on with it.")
                .asException();
    }
}
