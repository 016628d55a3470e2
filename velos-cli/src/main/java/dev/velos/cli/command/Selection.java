package dev.velos.cli.command;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.NameGlob;
import dev.velos.core.process.ProcessSnapshot;
import java.util.ArrayList;
import java.util.List;

/** The instances that a word means: a name, an id, {@code name:instance}, {@code @namespace}, {@code web-*}, or
 * {@code all}. */
final class Selection {
    private Selection() {}

    /** Those that any of the words means, each once; a not-found failure for a word that means none. */
    static List<ProcessSnapshot> of(List<String> words, List<ProcessSnapshot> processes) {
        List<ProcessSnapshot> selected = new ArrayList<>();
        for (String word : words) {
            List<ProcessSnapshot> meant = matching(word, processes);
            if (meant.isEmpty() && !word.equals(Targets.ALL)) {
                throw unknown(word, processes);
            }
            for (ProcessSnapshot process : meant) {
                if (!selected.contains(process)) {
                    selected.add(process);
                }
            }
        }
        return selected;
    }

    static List<ProcessSnapshot> matching(String word, List<ProcessSnapshot> processes) {
        List<ProcessSnapshot> meant = new ArrayList<>();
        for (ProcessSnapshot process : processes) {
            if (word.equals(Targets.ALL)
                    || word.equals(process.name())
                    || word.equals(Long.toString(process.id()))
                    || word.equals(process.name() + ":" + process.instance())
                    || fits(process, word)
                    || isNamespaceOf(process, word)) {
                meant.add(process);
            }
        }
        return meant;
    }

    private static boolean fits(ProcessSnapshot process, String word) {
        return NameGlob.isPattern(word)
                && (NameGlob.matches(word, process.name())
                        || NameGlob.matches(word, process.name() + ":" + process.instance()));
    }

    private static boolean isNamespaceOf(ProcessSnapshot process, String word) {
        return process.namespace().isPresent()
                && word.equals("@" + process.namespace().get());
    }

    static VelosException unknown(String word, List<ProcessSnapshot> processes) {
        List<String> names = new ArrayList<>();
        for (ProcessSnapshot process : processes) {
            names.add(process.name());
        }
        String nearest = Nearest.suggestion(word, names);
        return Failure.notFound(
                        "There is no process \"" + word + "\".",
                        nearest.isEmpty() ? "\"velos list\" shows those that there are." : nearest)
                .asException();
    }
}
