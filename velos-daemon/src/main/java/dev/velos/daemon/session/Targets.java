package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.process.NameGlob;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Supervisor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that a request names: by name, by number, as {@code api:1}, by {@code @namespace}, by a pattern such as
 * {@code web-*}, or {@code all}.
 *
 * @param missing a failed result for every word that names none
 */
record Targets(Set<ManagedProcess> found, List<ActionResult> missing) {
    /** Stands for every process. */
    static final String ALL = "all";

    private static final int MAX_EDIT_DISTANCE = 3;

    /** Words of one request. */
    private static final int MAX_WORDS = 4096;

    /** So many unknown words get the nearest known one, which takes time. */
    private static final int MAX_HINTS = 20;

    /** More characters of an unknown word are not repeated to its sender. */
    private static final int LONGEST_WORD = 100;

    static Targets of(Fields arguments, Supervisor supervisor) {
        List<String> words = arguments.texts("targets");
        if (words.isEmpty()) {
            throw Failure.invalidRequest("No process is named.", "Name one, give its number, or say \"all\".")
                    .asException();
        }
        if (words.size() > MAX_WORDS) {
            throw Failure.invalidRequest(
                            "The request names " + words.size() + " processes, at most " + MAX_WORDS + " are possible.",
                            "Say \"all\", or ask in several requests.")
                    .asException();
        }
        Map<String, List<ManagedProcess>> byWord = byWord(supervisor.all());
        Set<ManagedProcess> found = new LinkedHashSet<>();
        List<ActionResult> missing = new ArrayList<>();
        for (String word : words) {
            List<ManagedProcess> matching =
                    NameGlob.isPattern(word) ? fitting(word, supervisor.all()) : byWord.getOrDefault(word, List.of());
            if (matching.isEmpty() && !word.equals(ALL)) {
                String hint = missing.size() < MAX_HINTS ? nearest(word, supervisor.all()) : "";
                missing.add(ActionResult.failed(
                        shortened(word), noInstance(word, byWord).orElseGet(() -> unknown(shortened(word), hint))));
            }
            found.addAll(matching);
        }
        return new Targets(found, missing);
    }

    private static List<ManagedProcess> fitting(String pattern, Collection<ManagedProcess> all) {
        return all.stream()
                .filter(process -> {
                    String name = process.spec().name().value();
                    return NameGlob.matches(pattern, name)
                            || NameGlob.matches(pattern, name + ":" + process.instance());
                })
                .toList();
    }

    private static Map<String, List<ManagedProcess>> byWord(Collection<ManagedProcess> all) {
        Map<String, List<ManagedProcess>> byWord = new HashMap<>();
        for (ManagedProcess process : all) {
            String name = process.spec().name().value();
            String number = Long.toString(process.id());
            for (String word : List.of(ALL, name, number, name + ":" + process.instance())) {
                byWord.computeIfAbsent(word, _ -> new ArrayList<>()).add(process);
            }
            process.spec()
                    .registration()
                    .namespace()
                    .ifPresent(namespace -> byWord.computeIfAbsent("@" + namespace, _ -> new ArrayList<>())
                            .add(process));
        }
        return byWord;
    }

    private static String shortened(String word) {
        return word.length() <= LONGEST_WORD ? word : word.substring(0, LONGEST_WORD) + "...";
    }

    private static String nearest(String word, Collection<ManagedProcess> all) {
        String nearest = "";
        int least = MAX_EDIT_DISTANCE + 1;
        for (ManagedProcess process : all) {
            String name = process.spec().name().value();
            int distance = EditDistance.between(word, name);
            if (distance < least && distance < name.length()) {
                least = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** {@code api:7} where api has fewer. */
    private static Optional<Failure> noInstance(String word, Map<String, List<ManagedProcess>> byWord) {
        int colon = word.lastIndexOf(':');
        List<ManagedProcess> instances =
                colon < 0 ? List.of() : byWord.getOrDefault(word.substring(0, colon), List.of());
        if (instances.isEmpty()) {
            return Optional.empty();
        }
        String name = word.substring(0, colon);
        String have = instances.size() == 1
                ? "one instance, " + name + ":0"
                : instances.size() + " instances, " + name + ":0 to " + name + ":" + (instances.size() - 1);
        return Optional.of(Failure.notFound(
                "There is no process \"" + shortened(word) + "\".", "\"" + name + "\" has " + have + "."));
    }

    private static Failure unknown(String word, String nearest) {
        return Failure.notFound(
                "There is no process \"" + word + "\".",
                nearest.isEmpty() ? "\"velos list\" shows those there are." : "Did you mean \"" + nearest + "\"?");
    }
}
