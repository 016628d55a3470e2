package dev.velos.daemon.os;

import java.util.ArrayList;
import java.util.List;

/** The programs of the suite as commands of a Unix shell. */
final class ShellPrograms {
    /** An executable and its words, the first one its name. */
    record Command(String executable, List<String> argv) {}

    private ShellPrograms() {}

    static Command of(Program program) {
        return switch (program) {
            case Program.Exits(int code) -> shell("exit " + code);
            case Program.DiesBy(int signal) -> shell("ulimit -c 0; kill -" + signal + " $$; sleep 1000");
            case Program.Sleeps() -> new Command("/bin/sleep", List.of("sleep", "1000"));
            case Program.IgnoresTerm() -> shell("trap '' TERM; echo ready; while :; do sleep 1; done");
            case Program.Prints(String out, String err) ->
                new Command("/bin/sh", List.of("sh", "-c", "printf %s \"$1\"; printf %s \"$2\" >&2", "sh", out, err));
            case Program.PrintsWords(List<String> words) -> wordsPrinter(words);
            case Program.PrintsEnvironment() -> new Command("/usr/bin/env", List.of("env", "-0"));
            case Program.PrintsDirectory() -> shell("pwd -P");
            case Program.PrintsDescriptors() -> shell("ls -l /proc/$$/fd; exit 0");
            // Without a shell between, which blocks all signals now and then.
            case Program.PrintsSignals() ->
                new Command("/bin/grep", List.of("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"));
            case Program.PrintsAgain() -> shell("echo first; sleep 0.3; echo second; echo done >&2; exec sleep 1000");
            case Program.Floods(int bytes) -> shell("head -c " + bytes + " /dev/zero | tr '\\0' x");
            case Program.ClosesOutput() -> shell("exec >&-; exec sleep 1000");
            case Program.HasChild() -> shell("sleep 1000 & echo $!; wait");
            case Program.ForksAway() -> shell("sleep 1000 & echo $!; exit 0");
        };
    }

    private static Command shell(String script) {
        return new Command("/bin/sh", List.of("sh", "-c", script));
    }

    /** The kernel keeps the words of a running program; between its name and the rest stand those of the shell. */
    private static Command wordsPrinter(List<String> words) {
        List<String> argv = new ArrayList<>(List.of(words.getFirst(), "-c", "cat /proc/$$/cmdline; exit 0"));
        argv.addAll(words.subList(1, words.size()));
        return new Command("/bin/sh", argv);
    }
}
