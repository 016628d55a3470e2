package dev.velos.core.protocol;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;

/**
 * An immutable map of named values: the body of every message, of every journal record and of every JSON object that
 * the CLI prints. A value is a String, Long, Double, Boolean, a list of values or another {@code Fields}; an absent
 * value is a missing key, never null. Order is kept.
 *
 * <p>Accessors of required values throw {@link VelosException} with an invalid-request failure that names the field.
 */
public final class Fields {
    private static final Fields EMPTY = new Fields(Map.of());

    private final Map<String, Object> values;

    private Fields(Map<String, Object> values) {
        this.values = values;
    }

    public static Fields empty() {
        return EMPTY;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A map of texts, such as an environment. */
    public static Fields ofTexts(Map<String, String> texts) {
        Builder builder = builder();
        texts.forEach(builder::put);
        return builder.build();
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The values by name, in order, unmodifiable. */
    public Map<String, Object> asMap() {
        return values;
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(typed(name, String.class, "text"));
    }

    public long integer(String name) {
        return optionalInteger(name).orElseThrow(() -> missing(name));
    }

    public long integer(String name, long otherwise) {
        return optionalInteger(name).orElse(otherwise);
    }

    public OptionalLong optionalInteger(String name) {
        Long value = typed(name, Long.class, "a whole number");
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * A whole number that fits an int.
     *
     * @throws VelosException invalid-request, also for one that does not fit
     */
    public int smallInteger(String name, int otherwise) {
        long value = integer(name, otherwise);
        if (value != (int) value) {
            throw wrong(name, "a number of that size");
        }
        return (int) value;
    }

    /** A number with or without a fraction. */
    public double number(String name, double otherwise) {
        Number value = typed(name, Number.class, "a number");
        return value == null ? otherwise : value.doubleValue();
    }

    public boolean flag(String name, boolean otherwise) {
        Boolean value = typed(name, Boolean.class, "true or false");
        return value == null ? otherwise : value;
    }

    public Fields fields(String name) {
        return optionalFields(name).orElseThrow(() -> missing(name));
    }

    public Optional<Fields> optionalFields(String name) {
        return Optional.ofNullable(typed(name, Fields.class, "a map"));
    }

    /** The texts of a list; an absent list is an empty one. */
    public List<String> texts(String name) {
        return elements(name, String.class, "texts");
    }

    /** The maps of a list; an absent list is an empty one. */
    public List<Fields> list(String name) {
        return elements(name, Fields.class, "maps");
    }

    /** The whole numbers of a list, each of which fits an int; an absent list is an empty one. */
    public List<Integer> smallIntegers(String name) {
        List<Integer> result = new ArrayList<>();
        for (Long number : elements(name, Long.class, "whole numbers")) {
            if (number != (int) (long) number) {
                throw wrong(name, "a list of numbers of that size");
            }
            result.add((int) (long) number);
        }
        return Collections.unmodifiableList(result);
    }

    /** A map of texts, such as an environment; an absent one is empty. */
    public Map<String, String> textMap(String name) {
        Fields inner = typed(name, Fields.class, "a map");
        if (inner == null) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : inner.values.keySet()) {
            texts.put(key, inner.text(key));
        }
        return Collections.unmodifiableMap(texts);
    }

    private <T> List<T> elements(String name, Class<T> type, String wanted) {
        List<?> list = typed(name, List.class, "a list");
        if (list == null) {
            return List.of();
        }
        List<T> result = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!type.isInstance(element)) {
                throw wrong(name, "a list of " + wanted);
            }
            result.add(type.cast(element));
        }
        return Collections.unmodifiableList(result);
    }

    private <T> T typed(String name, Class<T> type, String wanted) {
        Object value = values.get(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong(name, wanted);
        }
        return type.cast(value);
    }

    private static VelosException missing(String name) {
        return Failure.invalidRequest("The field \"" + name + "\" is missing.", "Send it.")
                .asException();
    }

    private static VelosException wrong(String name, String wanted) {
        return Failure.invalidRequest("The field \"" + name + "\" is not " + wanted + ".", "Send " + wanted + ".")
                .asException();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && values.equals(fields.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects values; putting an empty optional leaves the key out. Owned by the thread that made it. */
    public static final class Builder {
        private Map<String, Object> values = new LinkedHashMap<>();
        private boolean built;

        private Builder() {}

        public Builder put(String name, String value) {
            set(name, value);
            return this;
        }

        public Builder put(String name, long value) {
            set(name, value);
            return this;
        }

        public Builder put(String name, double value) {
            set(name, value);
            return this;
        }

        public Builder put(String name, boolean value) {
            set(name, value);
            return this;
        }

        public Builder put(String name, Fields value) {
            set(name, value);
            return this;
        }

        public Builder putOptional(String name, Optional<String> value) {
            value.ifPresent(text -> set(name, text));
            return this;
        }

        public Builder putOptional(String name, OptionalLong value) {
            value.ifPresent(number -> set(name, number));
            return this;
        }

        public Builder putTexts(String name, List<String> value) {
            set(name, List.copyOf(value));
            return this;
        }

        public Builder putIntegers(String name, List<Integer> value) {
            List<Long> numbers = new ArrayList<>(value.size());
            for (int number : value) {
                numbers.add((long) number);
            }
            set(name, List.copyOf(numbers));
            return this;
        }

        public Builder putList(String name, List<Fields> value) {
            set(name, List.copyOf(value));
            return this;
        }

        /** A value of one of the kinds that the class names, as the codec decodes it; false where the name has one. */
        boolean putDecoded(String name, Object value) {
            return set(name, value);
        }

        /** All values of {@code others} but the one of that name. */
        public Builder putAllBut(String name, Fields others) {
            for (Map.Entry<String, Object> entry : others.values.entrySet()) {
                if (!entry.getKey().equals(name)) {
                    set(entry.getKey(), entry.getValue());
                }
            }
            return this;
        }

        /** Those values of {@code others} that {@code wanted} accepts. */
        public Builder putThose(Fields others, BiPredicate<String, Object> wanted) {
            for (Map.Entry<String, Object> entry : others.values.entrySet()) {
                if (wanted.test(entry.getKey(), entry.getValue())) {
                    set(entry.getKey(), entry.getValue());
                }
            }
            return this;
        }

        public Builder putAll(Fields others) {
            others.values.forEach(this::set);
            return this;
        }

        /** What is put afterwards is not in it. */
        public Fields build() {
            built = true;
            return values.isEmpty() ? EMPTY : new Fields(Collections.unmodifiableMap(values));
        }

        /** False where the name had a value. */
        private boolean set(String name, Object value) {
            if (built) {
                values = new LinkedHashMap<>(values);
                built = false;
            }
            return values.put(name, value) == null;
        }
    }
}
