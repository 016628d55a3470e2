package dev.velos.cli.output;

import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts in few tokens: short keys, short values, and nothing of what says nothing (false, 0, and what is empty).
 * Stateless.
 */
public final class AiForm {
    /** A token of JSON and log text is about three bytes long; fewer tokens than counted so are used. */
    private static final int BYTES_OF_TOKEN = 3;

    /** For what ends an answer that goes on elsewhere. */
    private static final int END_BYTES = 60;

    private AiForm() {}

    /** How many bytes an answer of so many tokens has for what it tells. */
    static long room(int maxTokens) {
        return (long) maxTokens * BYTES_OF_TOKEN - END_BYTES;
    }

    /** The same facts, shorter. */
    public static Fields of(Fields facts) {
        Fields.Builder brief = Fields.builder();
        for (Map.Entry<String, Object> fact : facts.asMap().entrySet()) {
            Optional<AiKey> key = AiKey.of(fact.getKey());
            AiKey.Kind kind = key.map(AiKey::kind).orElse(AiKey.Kind.AS_IS);
            if (saysSomething(fact.getValue())) {
                put(brief, key.map(AiKey::brief).orElse(fact.getKey()), fact.getValue(), kind);
            }
        }
        return brief.build();
    }

    /** The same of each. */
    public static List<Fields> of(List<Fields> rows) {
        List<Fields> brief = new ArrayList<>(rows.size());
        for (Fields row : rows) {
            brief.add(of(row));
        }
        return brief;
    }

    private static boolean saysSomething(Object value) {
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Fields fields) {
            return !fields.isEmpty();
        }
        return value instanceof Number number ? number.doubleValue() != 0 : !value.equals(false);
    }

    private static void put(Fields.Builder brief, String name, Object value, AiKey.Kind kind) {
        if (value instanceof Fields fields) {
            Fields shorter = kind == AiKey.Kind.MAP ? fields : of(fields);
            if (!shorter.isEmpty()) {
                brief.put(name, shorter);
            }
        } else if (value instanceof List<?> list) {
            putList(brief, name, list);
        } else if (value instanceof Long number) {
            putNumber(brief, name, number, kind);
        } else if (value instanceof Double number) {
            double tenths = Math.round(number * 10) / 10.0;
            if (tenths != 0) {
                brief.put(name, tenths);
            }
        } else if (value instanceof Boolean flag) {
            brief.put(name, flag);
        } else {
            brief.put(name, value.toString());
        }
    }

    private static void putList(Fields.Builder brief, String name, List<?> list) {
        if (list.getFirst() instanceof Fields) {
            List<Fields> rows = new ArrayList<>(list.size());
            list.forEach(row -> rows.add(of((Fields) row)));
            brief.putList(name, rows);
        } else if (list.getFirst() instanceof Long) {
            List<Integer> numbers = new ArrayList<>(list.size());
            list.forEach(number -> numbers.add(((Long) number).intValue()));
            brief.putIntegers(name, numbers);
        } else {
            List<String> texts = new ArrayList<>(list.size());
            list.forEach(text -> texts.add(text.toString()));
            brief.putTexts(name, texts);
        }
    }

    private static void putNumber(Fields.Builder brief, String name, long number, AiKey.Kind kind) {
        switch (kind) {
            case DURATION -> brief.put(name, Amounts.duration(number).replace(" ", ""));
            case BYTES -> brief.put(name, Amounts.bytes(number).replace(" ", ""));
            case MOMENT -> brief.put(name, Timestamp.ofEpochMillis(number));
            case AS_IS, TENTHS, MAP -> brief.put(name, number);
        }
    }
}
