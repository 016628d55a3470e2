package dev.velos.config;

import dev.velos.core.protocol.Fields;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.TomlArray;

/** Reads {@code env_file}: one file of variables or several, of which a later one wins. */
final class EnvFileKind implements Kind<EnvFileKind.EnvFiles> {
    /** The files as they were written, and all their variables. */
    record EnvFiles(List<String> paths, Map<String, String> variables) {}

    private static final Kind<String> PATH = Kinds.name("Name a file, or leave env_file out.");

    @Override
    public Optional<EnvFiles> read(Node node, Reading reading) {
        List<Node> nodes = node.value() instanceof TomlArray array ? node.elements(array) : List.of(node);
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> paths = nodes.stream()
                .map(it -> reading.expand(it).flatMap(path -> file(path, variables, reading)))
                .flatMap(Optional::stream)
                .toList();
        return paths.size() == nodes.size() ? Optional.of(new EnvFiles(paths, variables)) : Optional.empty();
    }

    private static Optional<String> file(Node node, Map<String, String> variables, Reading reading) {
        return PATH.read(node, reading).filter(path -> {
            Path file = reading.folder().resolve(path).normalize();
            Optional<Map<String, String>> read = EnvFile.read(file, node, reading);
            read.ifPresent(variables::putAll);
            return read.isPresent();
        });
    }

    @Override
    public String toml(EnvFiles value) {
        return value.paths().size() == 1 ? TomlText.of(value.paths().getFirst()) : TomlText.of(value.paths());
    }

    @Override
    public Fields schema() {
        return Schema.anyOf(Schema.name(), Schema.listOf(Schema.name()));
    }
}
