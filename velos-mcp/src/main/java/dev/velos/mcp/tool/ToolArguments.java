package dev.velos.mcp.tool;

import dev.velos.core.failure.Failure;
import dev.velos.core.failure.Nearest;
import dev.velos.core.failure.VelosException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The arguments of one call, checked against the declaration of its tool. */
public final class ToolArguments {
    private final Map<String, Object> values;

    private ToolArguments(Map<String, Object> values) {
        this.values = values;
    }

    /** Fails with an invalid-request that names the argument, what is wrong with it and what to give. */
    public static ToolArguments of(Tool tool, Map<String, Object> given) {
        List<String> known = tool.params().stream().map(Param::name).toList();
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw unknown(tool, name, known);
            }
            if (value != null) {
                values.put(name, tool.params().get(known.indexOf(name)).taken(value));
            }
        });
        tool.params().forEach(param -> check(tool, param, values.get(param.name())));
        return new ToolArguments(values);
    }

    private static VelosException unknown(Tool tool, String name, List<String> known) {
        String all = known.isEmpty() ? "It takes none." : "It takes: " + String.join(", ", known) + ".";
        return Failure.invalidRequest(
                        tool.name() + " has no argument \"" + name + "\".", Nearest.suggestion(name, known, all))
                .asException();
    }

    private static void check(Tool tool, Param param, Object value) {
        if (value == null) {
            if (param.need() == Param.Need.REQUIRED) {
                throw Failure.invalidRequest(
                                tool.name() + " needs the argument \"" + param.name() + "\".", param.remedy())
                        .asException();
            }
            return;
        }
        String problem = param.problemOf(value);
        if (!problem.isEmpty()) {
            throw Failure.invalidRequest(
                            "The argument \"" + param.name() + "\" of " + tool.name() + " " + problem + ".",
                            param.remedy())
                    .asException();
        }
    }

    /** A text that has to be there. */
    public String text(String name) {
        return optionalText(name).orElseThrow();
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    public OptionalLong number(String name) {
        Long value = (Long) values.get(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public long number(String name, long otherwise) {
        return number(name).orElse(otherwise);
    }

    public boolean flag(String name, boolean otherwise) {
        Boolean value = (Boolean) values.get(name);
        return value == null ? otherwise : value;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The texts of a list; none where it is not given. */
    public List<String> texts(String name) {
        List<?> list = (List<?>) values.getOrDefault(name, List.of());
        return list.stream().map(String.class::cast).toList();
    }

    /** An object of texts; an empty one where it is not given. */
    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) values.getOrDefault(name, Map.of()))
                .forEach((key, value) -> texts.put((String) key, (String) value));
        return texts;
    }

    /** All but the cursor, in one text: what a cursor belongs to. */
    String question() {
        Map<String, Object> others = new java.util.TreeMap<>(values);
        others.remove(Paging.CURSOR);
        others.remove(Paging.MAX_TOKENS);
        return others.toString();
    }
}
