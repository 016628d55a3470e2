package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A velos.toml in a folder of a test. */
record TomlFile(Path path) {
    static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/bin", "LANG", "C");

    static TomlFile in(Path folder, String text) throws IOException {
        return new TomlFile(Files.writeString(folder.resolve("velos.toml"), text));
    }

    ConfigResult load() {
        return load(Optional.empty());
    }

    ConfigResult load(Optional<String> profile) {
        return ConfigLoader.load(path, ENVIRONMENT, profile);
    }

    List<ProcessSpec> specs() {
        ConfigResult result = load();
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
        return ((ConfigResult.Loaded) result).specs();
    }

    ProcessSpec onlySpec() {
        List<ProcessSpec> specs = specs();
        assertThat(specs).hasSize(1);
        return specs.getFirst();
    }

    /** The problems without the path: {@code 3:1: message remedy}. */
    List<String> problems() {
        ConfigResult result = load();
        assertThat(result).isInstanceOf(ConfigResult.Invalid.class);
        return ((ConfigResult.Invalid) result)
                .problems().stream()
                        .map(problem -> problem.text().substring(path.toString().length() + 1))
                        .map(String::strip)
                        .toList();
    }
}
