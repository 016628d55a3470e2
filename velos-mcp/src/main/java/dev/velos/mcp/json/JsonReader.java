package dev.velos.mcp.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as maps in order, lists, texts, Long, Double, Boolean and null. A whole number beyond a long is a Double. What is
 * nested deeper than {@value #DEPTH} or larger than {@link #MAX_BYTES} is refused.
 */
public final class JsonReader {
    /** More than any message of this protocol needs. */
    public static final int MAX_BYTES = 4 << 20;

    private static final int DEPTH = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(MAX_BYTES)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    private JsonReader() {}

    /** The one value of the text. */
    public static Object parse(String text) throws JsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new StreamReadException(parser, "there is nothing");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "something follows the value");
            }
            return value;
        } catch (JacksonException e) {
            throw new JsonException(e.getOriginalMessage() + place(e), e);
        }
    }

    /** Of limits that are passed, no place is known. */
    private static String place(JacksonException problem) {
        TokenStreamLocation location = problem.getLocation();
        return location == null ? "" : " (column " + location.getColumnNr() + ")";
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new StreamReadException(parser, "unexpected " + parser.currentToken());
        };
    }

    private static Object whole(JsonParser parser) {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? (Object) parser.getDoubleValue()
                : (Object) parser.getLongValue();
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return Collections.unmodifiableMap(object);
    }

    private static List<Object> list(JsonParser parser) {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return Collections.unmodifiableList(list);
    }
}
