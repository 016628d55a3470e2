package dev.velos.core.process;

import java.util.List;

/**
 * A word by which a user means processes: a name, an id, {@code name:instance}, {@code @namespace}, a {@link NameGlob}
 * such as {@code web-*}, or {@code all}.
 */
public record ProcessWord(String word) {
    /** Means every process. */
    public static final String ALL = "all";

    /** Whether it means this instance, perhaps among others. */
    public boolean means(ProcessSnapshot process) {
        return word.equals(ALL)
                || word.equals(process.name())
                || word.equals(Long.toString(process.id()))
                || word.equals(process.name() + ":" + process.instance())
                || fits(process)
                || isNamespaceOf(process);
    }

    /** Those of the instances that it means. */
    public List<ProcessSnapshot> of(List<ProcessSnapshot> processes) {
        return processes.stream().filter(this::means).toList();
    }

    private boolean fits(ProcessSnapshot process) {
        return NameGlob.isPattern(word)
                && (NameGlob.matches(word, process.name())
                        || NameGlob.matches(word, process.name() + ":" + process.instance()));
    }

    private boolean isNamespaceOf(ProcessSnapshot process) {
        return process.namespace().isPresent()
                && word.equals("@" + process.namespace().get());
    }
}
