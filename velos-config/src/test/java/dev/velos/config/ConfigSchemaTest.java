package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema knows the keys that the parser knows, and no others. */
class ConfigSchemaTest {
    @TempDir
    Path folder;

    private static Fields process() {
        return ConfigSchema.fields().fields("properties").fields("process").fields("additionalProperties");
    }

    static List<String> keysOfTheSchema() {
        List<String> keys = new ArrayList<>();
        collect("", process(), keys);
        return keys;
    }

    private static void collect(String prefix, Fields table, List<String> keys) {
        Fields properties = table.fields("properties");
        for (String name : properties.asMap().keySet()) {
            Fields property = properties.fields(name);
            if (property.has("properties")) {
                collect(prefix + name + ".", property, keys);
            } else {
                keys.add(prefix + name);
            }
        }
    }

    @Test
    void everyKeyOfTheParser_isInTheSchema() {
        assertThat(keysOfTheSchema())
                .containsExactlyInAnyOrderElementsOf(
                        ProcessKeys.ALL.stream().map(Key::name).toList());
    }

    @ParameterizedTest
    @MethodSource("keysOfTheSchema")
    void everyKeyOfTheSchema_isKnownToTheParserAndRefusesADate(String key) throws IOException {
        List<String> problems =
                TomlFile.in(folder, "[process.api]\n" + key + " = 2026-01-01\n").problems();
        assertThat(problems)
                .anyMatch(problem -> problem.contains(key + " has to be"))
                .noneMatch(problem -> problem.contains("not a key"));
    }

    @Test
    void unknownKeys_areRefusedBySchemaAndScriptIsRequired() {
        assertThat(process().flag("additionalProperties", true)).isFalse();
        assertThat(process().fields("properties").fields("log").flag("additionalProperties", true))
                .isFalse();
        assertThat(process().texts("required")).containsExactly("script");
    }
}
