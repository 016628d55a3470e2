package dev.velos.config;

import dev.velos.core.protocol.Fields;
import java.util.List;

/** Pieces of JSON Schema. */
final class Schema {
    private Schema() {}

    static Fields text() {
        return Fields.builder().put("type", "string").build();
    }

    static Fields name() {
        return Fields.builder().put("type", "string").put("minLength", 1).build();
    }

    static Fields flag() {
        return Fields.builder().put("type", "boolean").build();
    }

    static Fields listOf(Fields element) {
        return Fields.builder().put("type", "array").put("items", element).build();
    }

    static Fields wholeNumber(int min, int max) {
        return Fields.builder()
                .put("type", "integer")
                .put("minimum", min)
                .put("maximum", max)
                .build();
    }

    static Fields number(double min, double max) {
        return Fields.builder()
                .put("type", "number")
                .put("minimum", min)
                .put("maximum", max)
                .build();
    }

    static Fields pattern(String pattern) {
        return orVariable(Fields.builder().put("pattern", pattern).build());
    }

    static Fields oneOf(List<String> words) {
        return orVariable(Fields.builder().putTexts("enum", words).build());
    }

    /** Any text may come from a variable, of which nothing is known beforehand. */
    private static Fields orVariable(Fields plain) {
        return Fields.builder()
                .put("type", "string")
                .putList(
                        "anyOf",
                        List.of(plain, Fields.builder().put("pattern", "\\$\\{").build()))
                .build();
    }

    static Fields anyOf(Fields... kinds) {
        return Fields.builder().putList("anyOf", List.of(kinds)).build();
    }
}
