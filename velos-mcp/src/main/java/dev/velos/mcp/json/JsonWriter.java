package dev.velos.mcp.json;

import dev.velos.core.protocol.Fields;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Maps, {@link Fields}, lists, texts, numbers, truth values and null as JSON on one line. */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonWriter() {}

    /** The value as it goes over the wire; it holds no line break. */
    public static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Double number -> writeNumber(json, number);
            case Boolean flag -> json.writeBoolean(flag);
            case Fields fields -> writeObject(json, fields.asMap());
            case Map<?, ?> map -> writeObject(json, map);
            case List<?> list -> writeList(json, list);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    /** JSON has no word for what is not a number; a whole one needs no fraction. */
    private static void writeNumber(JsonGenerator json, double number) {
        if (!Double.isFinite(number)) {
            json.writeNull();
        } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    private static void writeObject(JsonGenerator json, Map<?, ?> map) {
        json.writeStartObject();
        map.forEach((name, value) -> {
            json.writeName(String.valueOf(name));
            write(json, value);
        });
        json.writeEndObject();
    }

    private static void writeList(JsonGenerator json, List<?> list) {
        json.writeStartArray();
        list.forEach(value -> write(json, value));
        json.writeEndArray();
    }
}
