package dev.velos.cli.command;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessWord;
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
        return new ProcessWord(word).of(processes);
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
