package dev.velos.daemon.supervise;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.Interpreters;
import dev.velos.core.process.ProcessSpec;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a spec is run on this machine as it is now: which program, with which words. */
sealed interface LaunchPlan {
    /**
     * @param executable absolute path
     * @param argv its words, its own name first
     */
    record Ready(String executable, List<String> argv) implements LaunchPlan {}

    /** @param problem what is wrong, why, and what to do */
    record Impossible(String problem) implements LaunchPlan {}

    /** Looks at the folder, the script and the PATH of the spec. */
    static LaunchPlan of(ProcessSpec spec) {
        Optional<Failure> conflict = spec.conflict();
        if (conflict.isPresent()) {
            return new Impossible(
                    conflict.get().message() + " " + conflict.get().remedy());
        }
        File cwd = new File(spec.program().cwd());
        if (!cwd.isDirectory()) {
            return new Impossible("the working directory " + spec.program().cwd()
                    + (cwd.exists() ? " is not a folder." : " does not exist.") + " Name a folder with --cwd.");
        }
        List<String> interpreter = interpreterOf(spec);
        return interpreter.isEmpty() ? direct(spec) : interpreted(spec, interpreter);
    }

    /** How a command of these words is run as its own program, in the folder and with the PATH of the spec. */
    static LaunchPlan command(ProcessSpec spec, List<String> words) {
        Optional<String> program = onPath(spec, words.getFirst());
        return program.isPresent()
                ? new Ready(program.get(), words)
                : new Impossible(words.getFirst() + " is neither a program in "
                        + spec.program().cwd() + " nor on PATH (" + path(spec) + ")");
    }

    private static List<String> interpreterOf(ProcessSpec spec) {
        List<String> words = new ArrayList<>(spec.program()
                .interpreter()
                .map(program -> program.equals(Interpreters.NONE) ? List.<String>of() : List.of(program))
                .orElseGet(() -> byExtension(spec)));
        if (!words.isEmpty()) {
            words.addAll(1, spec.program().interpreterArgs());
        }
        return words;
    }

    private static List<String> byExtension(ProcessSpec spec) {
        boolean isCommand = spec.program().script().indexOf('/') < 0
                && onPath(spec, spec.program().script()).isPresent();
        return isCommand ? List.of() : Interpreters.forScript(spec.program().script());
    }

    private static LaunchPlan interpreted(ProcessSpec spec, List<String> interpreter) {
        File script = new File(spec.program().script());
        if (!script.exists()) {
            return missing(spec);
        }
        if (script.isDirectory()) {
            return new Impossible(spec.program().script() + " is a folder. Name the file to run in it.");
        }
        if (!script.canRead()) {
            return new Impossible(spec.program().script() + " cannot be read. Give its user the right to (chmod u+r).");
        }
        Optional<String> program = onPath(spec, interpreter.getFirst());
        if (program.isEmpty()) {
            return new Impossible(interpreter.getFirst() + " is not on PATH (" + path(spec)
                    + "). Install it, or name another with --interpreter.");
        }
        List<String> argv = new ArrayList<>(interpreter);
        argv.add(spec.program().script());
        argv.addAll(spec.program().args());
        return new Ready(program.get(), argv);
    }

    private static LaunchPlan direct(ProcessSpec spec) {
        Optional<String> program = onPath(spec, spec.program().script());
        if (program.isPresent()) {
            List<String> argv = new ArrayList<>();
            argv.add(spec.program().script());
            argv.addAll(spec.program().args());
            return new Ready(program.get(), argv);
        }
        File script = new File(spec.program().script());
        if (script.isDirectory()) {
            return new Impossible(spec.program().script() + " is a folder. Name the file to run in it.");
        }
        if (script.exists() && spec.program().script().indexOf('/') >= 0) {
            return new Impossible(
                    spec.program().script() + " is not executable, and its name does not say what runs it."
                            + " Make it executable (chmod +x), or name a program with --interpreter.");
        }
        return missing(spec);
    }

    private static LaunchPlan missing(ProcessSpec spec) {
        boolean bare = spec.program().script().indexOf('/') < 0;
        return new Impossible(
                bare
                        ? spec.program().script() + " is neither a file in "
                                + spec.program().cwd() + " nor a command on PATH (" + path(spec) + "). Check its name."
                        : "the script " + spec.program().script() + " does not exist. Check its path.");
    }

    private static String path(ProcessSpec spec) {
        String own = spec.environment().own().get("PATH");
        return own != null ? own : spec.environment().inherited().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    }

    /** The executable file of that name: itself where it has a slash, else the first one on the PATH of the spec. */
    private static Optional<String> onPath(ProcessSpec spec, String program) {
        if (program.indexOf('/') >= 0) {
            File file = new File(program);
            String absolute =
                    file.isAbsolute() ? program : new File(spec.program().cwd(), program).getPath();
            return isExecutable(absolute) ? Optional.of(absolute) : Optional.empty();
        }
        String path = path(spec);
        for (int start = 0; start <= path.length(); ) {
            int end = path.indexOf(':', start);
            end = end < 0 ? path.length() : end;
            String candidate = (start == end ? spec.program().cwd() : path.substring(start, end)) + "/" + program;
            if (isExecutable(candidate)) {
                return Optional.of(candidate);
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static boolean isExecutable(String path) {
        File file = new File(path);
        return file.isFile() && file.canExecute();
    }
}
