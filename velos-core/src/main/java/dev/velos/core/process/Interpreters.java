package dev.velos.core.process;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which program runs a script, by the script's extension. */
public final class Interpreters {
    /** The value of {@code interpreter} that runs the file itself. */
    public static final String NONE = "none";

    private static final Map<String, List<String>> BY_EXTENSION = Map.ofEntries(
            Map.entry("js", List.of("node")),
            Map.entry("mjs", List.of("node")),
            Map.entry("cjs", List.of("node")),
            Map.entry("ts", List.of("node")),
            Map.entry("py", List.of("python3")),
            Map.entry("rb", List.of("ruby")),
            Map.entry("php", List.of("php")),
            Map.entry("pl", List.of("perl")),
            Map.entry("sh", List.of("sh")),
            Map.entry("jar", List.of("java", "-jar")));

    private Interpreters() {}

    /** The words to put before a script of this path; none where the file is to run by itself. */
    public static List<String> forScript(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot <= 0
                ? List.of()
                : BY_EXTENSION.getOrDefault(file.substring(dot + 1).toLowerCase(Locale.ROOT), List.of());
    }
}
