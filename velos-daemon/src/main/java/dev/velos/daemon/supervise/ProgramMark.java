package dev.velos.daemon.supervise;

import dev.velos.core.home.VelosHome;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Velos puts into the environment of a program. The mark names home, process, instance and incarnation, so that
 * a family member is known for what it is wherever it has wandered, and so that a daemon which starts after one that
 * was killed between spawn and journal finds the program that the other had spawned.
 */
final class ProgramMark {
    static final String MARK = "VELOS_MARK";
    static final String NAME = "VELOS_NAME";
    static final String INSTANCE = "VELOS_INSTANCE_ID";
    static final String ID = "VELOS_ID";

    private final VelosHome home;
    private final String prefix;

    ProgramMark(VelosHome home) {
        this.home = home;
        prefix = home.directory() + "//";
    }

    VelosHome home() {
        return home;
    }

    /** The mark of one incarnation. */
    String of(ManagedProcess process, long incarnation) {
        return ofProcess(process) + incarnation;
    }

    /** What the marks of all its incarnations begin with. */
    String ofProcess(ManagedProcess process) {
        return prefix + process.spec().name() + ":" + process.instance() + "/";
    }

    /** The mark of its hooks; no process has it, for none has a slash in its name. */
    String ofHooks(ManagedProcess process) {
        return prefix + "hook/" + process.spec().name() + ":" + process.instance();
    }

    /** The mark of those that hold pipes open; no process has it, for each has a colon. */
    String ofKeepers() {
        return prefix + "keeper";
    }

    Map<String, String> variables(ManagedProcess process, long incarnation) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(NAME, process.spec().name().value());
        variables.put(ID, Long.toString(process.id()));
        variables.put(INSTANCE, Integer.toString(process.instance()));
        variables.put(MARK, of(process, incarnation));
        return variables;
    }
}
