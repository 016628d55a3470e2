package dev.velos.mcp.guard;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.NameGlob;
import dev.velos.core.process.ProcessSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What agents may see, change and run.
 *
 * @param allowed names and patterns of the processes that they may see and touch; every one where there are none
 * @param commands names, or paths with a slash, and patterns of both, of what they may start; anything where there are
 *     none
 * @param besides another one that has to agree to everything, too
 */
public record Access(Mode mode, List<String> allowed, List<String> commands, Optional<Access> besides) {
    /** Whether anything may be changed at all. */
    public enum Mode {
        READ_ONLY,
        READ_AND_CHANGE
    }

    /** Everything. */
    public static final Access FULL = new Access(Mode.READ_AND_CHANGE, List.of(), List.of());

    public Access(Mode mode, List<String> allowed, List<String> commands) {
        this(mode, allowed, commands, Optional.empty());
    }

    /** What both this one and the other agree to. */
    public Access and(Access other) {
        return new Access(mode, allowed, commands, Optional.of(other));
    }

    /** Variables by which a program that is allowed could be made to run another one. */
    private static final List<String> STEERING = List.of(
            "PATH",
            "LD_*",
            "DYLD_*",
            "NODE_OPTIONS",
            "NODE_PATH",
            "PYTHON*",
            "RUBY*",
            "PERL*",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "BASH_ENV",
            "ENV",
            "IFS",
            "PHPRC",
            "PHP_INI*");

    public Access {
        allowed = List.copyOf(allowed);
        commands = List.copyOf(commands);
    }

    public boolean isReadOnly() {
        return mode == Mode.READ_ONLY || besides.filter(Access::isReadOnly).isPresent();
    }

    /** Whether they may see and touch a process of that name. */
    public boolean covers(String name) {
        return doesCover(name) && besides.map(it -> it.covers(name)).orElse(true);
    }

    private boolean doesCover(String name) {
        return allowed.isEmpty() || allowed.stream().anyMatch(it -> NameGlob.matches(it, name));
    }

    /** Those that they may see. */
    public List<ProcessSnapshot> visible(List<ProcessSnapshot> processes) {
        return processes.stream().filter(it -> covers(it.name())).toList();
    }

    /** Fails for a name that they may not touch. */
    public void requireCovered(String name) {
        besides.ifPresent(it -> it.requireCovered(name));
        if (!doesCover(name)) {
            throw Failure.conflict(
                            "This server may only touch " + String.join(", ", allowed)
                                    + " (--allow, or [mcp] in config.toml), so \"" + name + "\" is out of its reach.",
                            "Choose one of those names, or ask the user to widen --allow.")
                    .asException();
        }
    }

    /** Fails for a program that they may not start. */
    public void requireCommand(String program) {
        besides.ifPresent(it -> it.requireCommand(program));
        if (!commands.isEmpty() && commands.stream().noneMatch(it -> fits(it, program))) {
            throw Failure.conflict(
                            "This server may only start " + String.join(", ", commands)
                                    + " (--commands, or [mcp] in config.toml), so \"" + program + "\" is not started.",
                            "Start one of those, or ask the user to widen --commands.")
                    .asException();
        }
    }

    /** Fails for variables that would let an allowed program run something else. */
    public void requireHarmless(Map<String, String> env) {
        besides.ifPresent(it -> it.requireHarmless(env));
        for (String name : commands.isEmpty() ? List.<String>of() : new TreeSet<>(env.keySet())) {
            if (STEERING.stream().anyMatch(it -> NameGlob.matches(it, name))) {
                throw Failure.conflict(
                                "With --commands, \"" + name + "\" cannot be set: it decides what else runs.",
                                "Leave it out, or ask the user to set it.")
                        .asException();
            }
        }
    }

    private static boolean fits(String pattern, String program) {
        String file = program.substring(program.lastIndexOf('/') + 1);
        return NameGlob.matches(pattern, pattern.indexOf('/') >= 0 ? program : file);
    }
}
