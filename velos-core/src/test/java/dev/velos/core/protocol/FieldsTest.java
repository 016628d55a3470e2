package dev.velos.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.VelosException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private final Fields fields = Fields.builder()
            .put("text", "a")
            .put("number", 5)
            .put("fraction", 1.5)
            .put("flag", true)
            .put("inner", Fields.ofTexts(Map.of("k", "v")))
            .putTexts("texts", List.of("a", "b"))
            .putList("list", List.of(Fields.empty()))
            .build();

    private static void assertRefused(Runnable access, String message) {
        assertThatThrownBy(access::run)
                .isInstanceOfSatisfying(
                        VelosException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessage(message);
    }

    @Test
    void values_areReadByTheirKind() {
        assertThat(fields.text("text")).isEqualTo("a");
        assertThat(fields.integer("number")).isEqualTo(5);
        assertThat(fields.smallInteger("number", 0)).isEqualTo(5);
        assertThat(fields.number("number", 0)).isEqualTo(5.0);
        assertThat(fields.number("fraction", 0)).isEqualTo(1.5);
        assertThat(fields.flag("flag", false)).isTrue();
        assertThat(fields.fields("inner").text("k")).isEqualTo("v");
        assertThat(fields.textMap("inner")).isEqualTo(Map.of("k", "v"));
        assertThat(fields.texts("texts")).containsExactly("a", "b");
        assertThat(fields.list("list")).containsExactly(Fields.empty());
        assertThat(fields.asMap().keySet())
                .containsExactly("text", "number", "fraction", "flag", "inner", "texts", "list");
    }

    @Test
    void absentValues_haveTheirDefaults() {
        assertThat(fields.has("no")).isFalse();
        assertThat(fields.optionalText("no")).isEmpty();
        assertThat(fields.optionalInteger("no")).isEmpty();
        assertThat(fields.optionalFields("no")).isEmpty();
        assertThat(fields.integer("no", 3)).isEqualTo(3);
        assertThat(fields.smallInteger("no", -3)).isEqualTo(-3);
        assertThat(fields.number("no", 0.5)).isEqualTo(0.5);
        assertThat(fields.flag("no", true)).isTrue();
        assertThat(fields.texts("no")).isEmpty();
        assertThat(fields.list("no")).isEmpty();
        assertThat(fields.textMap("no")).isEmpty();
    }

    @Test
    void missingOrWrongValues_areNamed() {
        assertRefused(() -> fields.text("no"), "The field \"no\" is missing. Send it.");
        assertRefused(() -> fields.integer("no"), "The field \"no\" is missing. Send it.");
        assertRefused(() -> fields.fields("no"), "The field \"no\" is missing. Send it.");
        assertRefused(() -> fields.text("number"), "The field \"number\" is not text. Send text.");
        assertRefused(
                () -> fields.integer("fraction"), "The field \"fraction\" is not a whole number. Send a whole number.");
        assertRefused(() -> fields.number("text", 0), "The field \"text\" is not a number. Send a number.");
        assertRefused(() -> fields.flag("text", true), "The field \"text\" is not true or false. Send true or false.");
        assertRefused(() -> fields.fields("text"), "The field \"text\" is not a map. Send a map.");
        assertRefused(() -> fields.texts("text"), "The field \"text\" is not a list. Send a list.");
        assertRefused(() -> fields.texts("list"), "The field \"list\" is not a list of texts. Send a list of texts.");
        assertRefused(() -> fields.list("texts"), "The field \"texts\" is not a list of maps. Send a list of maps.");
        Fields numbers = Fields.builder()
                .put("env", Fields.builder().put("A", 1).build())
                .build();
        assertRefused(() -> numbers.textMap("env"), "The field \"A\" is not text. Send text.");
    }

    @Test
    void numberBeyondAnInt_isRefusedNotCut() {
        for (long number : new long[] {1L << 32 | 1, 1L << 31, Long.MIN_VALUE}) {
            Fields large = Fields.builder().put("n", number).build();
            assertRefused(
                    () -> large.smallInteger("n", 0),
                    "The field \"n\" is not a number of that size. Send a number of that size.");
        }
    }

    @Test
    void emptyOptionals_leaveTheKeyOut() {
        Fields none = Fields.builder()
                .putOptional("text", Optional.empty())
                .putOptional("number", OptionalLong.empty())
                .build();
        assertThat(none).isEqualTo(Fields.empty());
        assertThat(none.isEmpty()).isTrue();
    }

    @Test
    void builderUsedOn_changesNothingBuilt() {
        Fields.Builder builder = Fields.builder().put("a", 1);
        Fields first = builder.build();
        Fields second = builder.put("b", 2).build();
        assertThat(first.asMap()).isEqualTo(Map.of("a", 1L));
        assertThat(second.asMap()).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThatThrownBy(() -> first.asMap().put("c", 3L)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void putAllBut_leavesOneOut() {
        assertThat(Fields.builder().putAllBut("text", fields).build().has("text"))
                .isFalse();
        assertThat(Fields.builder().putAll(fields).build()).isEqualTo(fields).hasSameHashCodeAs(fields);
    }
}
