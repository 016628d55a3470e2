package dev.velos.config;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys of velos.toml that are given one by one, as the words of a command. They are read as the file is. */
public final class KeyWords {
    /** What the command itself says. */
    private static final Set<String> TAKEN = Set.of("script", "name");

    /** The lines before the first key. */
    private static final int HEAD_LINES = 2;

    private KeyWords() {}

    /**
     * The spec with these keys.
     *
     * @param words such as {@code log.max_size=10M} or {@code health.http=/health}: a value as TOML has it, or a word that
     *     stands for a text
     * @param folder from which relative paths are taken
     * @param environment what {@code ${NAME}} stands for
     * @throws VelosException invalid-request about the first word that is wrong
     */
    public static ProcessSpec refine(
            ProcessSpec spec, List<String> words, Path folder, Map<String, String> environment) {
        StringBuilder text = new StringBuilder("[process.set]\nscript = \"set\"\n");
        words.forEach(word -> text.append(line(word)).append('\n'));
        Problems problems = new Problems(folder.resolve("velos.toml"));
        Reading reading = new Reading(folder, environment, Optional.empty(), problems);
        List<ProcessEntry> entries = ConfigLoader.entries(Optional.of(text.toString()), reading);
        problems.inOrder().stream().findFirst().ifPresent(problem -> {
            throw failure(words, problem).asException();
        });
        ProcessSpec refined = spec;
        for (Key.Setting<?> setting : entries.getFirst().settings()) {
            refined = TAKEN.contains(setting.key().name()) ? refined : setting.refine(refined, folder);
        }
        return refined;
    }

    private static String line(String word) {
        int equals = word.indexOf('=');
        String key = word.substring(0, Math.max(0, equals)).strip();
        if (!key.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")) {
            throw Failure.invalidRequest(
                            "\"" + word + "\" sets no key of velos.toml.",
                            "Write it as KEY=VALUE, such as log.max_size=10M or health.http=/health.")
                    .asException();
        }
        if (TAKEN.contains(key)) {
            throw Failure.invalidRequest(key + " is said by the command itself.", "Leave it out here.")
                    .asException();
        }
        return key + " = " + TomlText.literal(word.substring(equals + 1).strip());
    }

    private static Failure failure(List<String> words, ConfigProblem problem) {
        int index = problem.line() - HEAD_LINES - 1;
        String word = index >= 0 && index < words.size() ? words.get(index) + ": " : "";
        return Failure.invalidRequest(word + problem.message(), problem.remedy());
    }
}
