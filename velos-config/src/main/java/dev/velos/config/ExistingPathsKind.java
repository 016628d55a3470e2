package dev.velos.config;

import dev.velos.core.protocol.Fields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A list of paths of files and folders that exist. */
final class ExistingPathsKind implements Kind<List<String>> {
    private static final Kind<String> EACH = Kinds.name("Name a file or a folder.");

    @Override
    public Optional<List<String>> read(Node node, Reading reading) {
        Optional<List<String>> paths =
                Kinds.elements(node, reading, EACH, "a list of paths", "[\"src\", \"config.json\"]");
        for (String path : paths.orElse(List.of())) {
            Path absolute = reading.folder().resolve(path).normalize();
            if (!Files.exists(absolute)) {
                return Kind.refused(
                        node, reading, ": " + absolute + " does not exist.", "Check its name, or make it first.");
            }
        }
        return paths;
    }

    @Override
    public String toml(List<String> paths) {
        return TomlText.of(paths);
    }

    @Override
    public Fields schema() {
        return Schema.listOf(Schema.name());
    }
}
