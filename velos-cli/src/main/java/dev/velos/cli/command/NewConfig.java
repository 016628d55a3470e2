package dev.velos.cli.command;

import dev.velos.cli.foreign.Imported;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.config.ConfigLoader;
import dev.velos.config.ConfigProblem;
import dev.velos.config.ConfigResult;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
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
        return report(imported, problems(invocation), invocation.screen());
    }

    private ExitCode report(Imported imported, List<ConfigProblem> problems, Screen screen) {
        Answer.of(() -> facts(imported, problems)).print(screen, () -> {
            printDone(imported, screen);
            printProblems(problems, screen);
        });
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Fields facts(Imported imported, List<ConfigProblem> problems) {
        return Fields.builder()
                .put("file", file.toString())
                .putTexts("processes", imported.processes())
                .putTexts("without_counterpart", imported.left())
                .putList(
                        "problems",
                        problems.stream().map(ValidateCommand::fields).toList())
                .build();
    }

    private void printDone(Imported imported, Screen screen) {
        screen.out().line(screen.doneMark() + " " + file + " is written: " + String.join(", ", imported.processes()));
        if (!imported.left().isEmpty()) {
            screen.out().line("  Without a counterpart:");
            imported.left().forEach(line -> screen.out().line("    " + line));
        }
        screen.out().line("  Look it over; \"velos start --dry-run\" shows what it would start.");
    }

    private static void printProblems(List<ConfigProblem> problems, Screen screen) {
        if (!problems.isEmpty()) {
            screen.err().line("It still has to be corrected:");
            problems.forEach(problem -> screen.err().line(problem.text()));
        }
    }

    /** What came from elsewhere may hold what no velos.toml can. */
    private List<ConfigProblem> problems(Invocation invocation) {
        ConfigResult result =
                ConfigLoader.load(file, CallerEnvironment.inherited(invocation.environment()), Optional.empty());
        return result instanceof ConfigResult.Invalid invalid ? invalid.problems() : List.of();
    }

    private static VelosException exists(Path file) {
        return Failure.conflict(file + " exists already, and is not overwritten.", "Move it away, or go on with it.")
                .asException();
    }
}
