package dev.velos.cli.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON as maps, lists, texts, Long, Double and Boolean; a null is left out. */
final class JsonText {
    private JsonText() {}

    /** @throws dev.velos.core.failure.VelosException where it is no JSON */
    static Object parse(String text, String source) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            return value(parser).orElse(Map.of());
        } catch (JacksonException e) {
            throw ForeignProblem.of(
                    source + " is not JSON: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ").",
                    "Correct it.");
        }
    }

    private static Optional<Object> value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return Optional.empty();
        }
        return switch (token) {
            case START_OBJECT -> Optional.of(object(parser));
            case START_ARRAY -> Optional.of(list(parser));
            case VALUE_STRING -> Optional.of(parser.getString());
            case VALUE_NUMBER_INT -> Optional.of(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> Optional.of(parser.getDoubleValue());
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            value(parser).ifPresent(value -> object.put(name, value));
        }
        return object;
    }

    private static List<Object> list(JsonParser parser) {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            value(parser).ifPresent(list::add);
        }
        return list;
    }
}
