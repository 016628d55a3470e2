package dev.velos.cli;

import dev.velos.cli.output.Json;
import dev.velos.config.ConfigSchema;

/** Prints the JSON Schema of velos.toml. Only the build calls it. */
public final class SchemaFile {
    private SchemaFile() {}

    public static void main(String[] words) {
        System.out.println(Json.object(ConfigSchema.fields()));
    }
}
