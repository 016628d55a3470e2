package dev.velos.config;

import dev.velos.core.process.ProcessName;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;

/** The JSON Schema of velos.toml, for editors; made from {@link ProcessKeys}. */
public final class ConfigSchema {
    private ConfigSchema() {}

    /** The whole schema, of draft 2020-12. */
    public static Fields fields() {
        return object(Fields.builder()
                        .put("process", processes())
                        .put(AnalysisKeys.TABLE, logs())
                        .build())
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "velos.toml")
                .build();
    }

    private static Fields logs() {
        return Fields.builder()
                .putAll(object(table(AnalysisKeys.TABLE + ".")).build())
                .put("description", "How logs are looked at; a process may say otherwise in [process.NAME.logs]")
                .build();
    }

    private static Fields processes() {
        return Fields.builder()
                .put("type", "object")
                .put("description", "The processes, each in a table [process.NAME]")
                .put(
                        "propertyNames",
                        Fields.builder()
                                .put("pattern", "^[A-Za-z0-9._-]{1," + ProcessName.MAX_LENGTH + "}$")
                                .build())
                .put("minProperties", 1)
                .put("additionalProperties", process())
                .build();
    }

    private static Fields process() {
        return object(table(""))
                .putTexts("required", List.of(ProcessKeys.SCRIPT.name()))
                .build();
    }

    /** The keys of the table of that prefix, which is "" or such as "log.". */
    private static Fields table(String prefix) {
        Fields.Builder keys = Fields.builder();
        for (String name : ProcessTable.names(prefix)) {
            Optional<Key<?>> key = ProcessTable.key(prefix, name);
            keys.put(
                    name,
                    key.map(ConfigSchema::described)
                            .orElseGet(() -> object(table(prefix + name + ".")).build()));
        }
        return keys.build();
    }

    private static Fields described(Key<?> key) {
        return Fields.builder()
                .put("description", key.description())
                .putAll(key.kind().schema())
                .build();
    }

    private static Fields.Builder object(Fields properties) {
        return Fields.builder()
                .put("type", "object")
                .put("properties", properties)
                .put("additionalProperties", false);
    }
}
