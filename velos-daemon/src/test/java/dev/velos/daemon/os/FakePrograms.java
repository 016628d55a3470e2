package dev.velos.daemon.os;

import dev.velos.daemon.os.fake.FakeProcess;
import dev.velos.daemon.os.fake.FakeProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The programs of the suite as scripts of the fake. */
final class FakePrograms {
    private FakePrograms() {}

    static FakeProgram of(Map<String, Program> programs, SpawnRequest request) {
        Path directory = Path.of(request.directory());
        if (Files.notExists(directory)) {
            return FakeProgram.cannotStart(Errno.ENOENT, "No such file or directory: " + directory);
        }
        if (!Files.isDirectory(directory)) {
            return FakeProgram.cannotStart(Errno.ENOTDIR, "Not a directory: " + directory);
        }
        Program program = programs.get(request.executable());
        return program == null ? file(Path.of(request.executable())) : script(program, request);
    }

    /** What the kernel makes of a file that is no program of the suite. */
    private static FakeProgram file(Path file) {
        try {
            if (Files.notExists(file) || Files.readString(file).startsWith("#!/nowhere")) {
                return FakeProgram.cannotStart(Errno.ENOENT, "No such file or directory");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Files.isExecutable(file)
                ? FakeProgram.cannotStart(Errno.ENOEXEC, "Exec format error")
                : FakeProgram.cannotStart(Errno.EACCES, "Permission denied");
    }

    private static FakeProgram script(Program program, SpawnRequest request) {
        return switch (program) {
            case Program.Exits(int code) -> FakeProgram.exits(code);
            case Program.DiesBy(int signal) -> self -> self.dieBy(signal);
            case Program.Sleeps() -> FakeProgram.runs();
            case Program.IgnoresTerm() -> new IgnoresTerm();
            case Program.Prints(String out, String err) -> self -> printAndExit(self, out, err);
            case Program.PrintsWords(List<String> words) -> self -> printAndExit(self, entries(words), "");
            case Program.PrintsEnvironment() ->
                self -> printAndExit(self, entries(request.environment().entries()), "");
            case Program.PrintsDirectory() -> self -> printAndExit(self, request.directory() + "\n", "");
            case Program.PrintsDescriptors _, Program.PrintsSignals _ ->
                throw new IllegalArgumentException("only real programs have any");
            case Program.PrintsAgain() -> FakePrograms::printAgain;
            case Program.Floods(int bytes) -> self -> printAndExit(self, "x".repeat(bytes), "");
            case Program.ClosesOutput() -> FakeProcess::closeOutput;
            case Program.HasChild() -> self -> self.print(self.fork().pid() + "\n");
            case Program.ForksAway() -> self -> printAndExit(self, self.fork().pid() + "\n", "");
        };
    }

    private record IgnoresTerm() implements FakeProgram {
        @Override
        public void started(FakeProcess self) {
            self.print("ready\n");
        }

        @Override
        public void signalled(FakeProcess self, int signal) {
            if (signal != Bench.SIGTERM) {
                self.dieBy(signal);
            }
        }
    }

    private static void printAgain(FakeProcess self) {
        self.print("first\n");
        self.clock().after(Duration.ofMillis(300), () -> {
            self.print("second\n");
            self.printError("done\n");
        });
    }

    private static void printAndExit(FakeProcess self, String out, String err) {
        self.print(out);
        self.printError(err);
        self.exit(0);
    }

    private static String entries(List<String> texts) {
        StringBuilder all = new StringBuilder();
        texts.forEach(text -> all.append(text).append('\0'));
        return all.toString();
    }
}
