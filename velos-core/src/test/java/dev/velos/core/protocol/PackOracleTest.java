package dev.velos.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Our MessagePack against the reference library's. */
class PackOracleTest {
    @ParameterizedTest
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void everyBody_isWhatTheReferenceLibraryWrites(long seed) throws Exception {
        Fields fields = new RandomFields(seed).next();

        assertThat(FieldsCodec.encode(fields)).isEqualTo(reference(fields));
        assertThat(FieldsCodec.decode(reference(fields))).isEqualTo(fields);
    }

    @Test
    void numbersAtEveryBoundary_areWhatTheReferenceLibraryWrites() throws Exception {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            for (long offset = -1; offset <= 1; offset++) {
                for (long sign : new long[] {1, -1}) {
                    Fields fields = Fields.builder()
                            .put("n", sign * (1L << bit) + offset)
                            .build();

                    assertThat(FieldsCodec.encode(fields)).isEqualTo(reference(fields));
                    assertThat(FieldsCodec.decode(reference(fields))).isEqualTo(fields);
                }
            }
        }
    }

    @Test
    void lengthsAtEveryBoundary_areWhatTheReferenceLibraryWrites() throws Exception {
        for (int length : new int[] {0, 15, 16, 31, 32, 255, 256, 65_535, 65_536}) {
            Fields fields = Fields.builder()
                    .put("text", "x".repeat(length))
                    .putTexts("list", Collections.nCopies(length, ""))
                    .build();

            assertThat(FieldsCodec.encode(fields)).isEqualTo(reference(fields));
            assertThat(FieldsCodec.decode(reference(fields))).isEqualTo(fields);
        }
    }

    private static byte[] reference(Fields fields) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            pack(packer, fields);
            return packer.toByteArray();
        }
    }

    private static void pack(MessageBufferPacker packer, Object value) throws IOException {
        switch (value) {
            case String text -> packer.packString(text);
            case Long number -> packer.packLong(number);
            case Double number -> packer.packDouble(number);
            case Boolean flag -> packer.packBoolean(flag);
            case Fields fields -> {
                packer.packMapHeader(fields.asMap().size());
                for (Map.Entry<String, Object> entry : fields.asMap().entrySet()) {
                    packer.packString(entry.getKey());
                    pack(packer, entry.getValue());
                }
            }
            case List<?> list -> {
                packer.packArrayHeader(list.size());
                for (Object element : list) {
                    pack(packer, element);
                }
            }
            default -> throw new AssertionError(value);
        }
    }
}
