package dev.velos.cli.output;

import dev.velos.core.protocol.Fields;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * As many rows for a language model as fit into a bound, at least one where there are any. Immutable.
 *
 * @param name under whose short form they stand
 * @param rows in the form of {@link AiForm}
 * @param from the first that is given
 * @param to the one behind the last that is given
 */
public record AiPage(AiKey name, List<Fields> rows, int from, int to) {
    public AiPage {
        rows = List.copyOf(rows);
    }

    /** From the first one on. */
    public static AiPage ofFirst(AiKey name, List<Fields> facts, int maxTokens) {
        List<Fields> rows = AiForm.of(facts);
        long room = AiForm.room(maxTokens);
        int to = 0;
        while (to < rows.size() && (to == 0 || room >= bytes(rows.get(to)))) {
            room -= bytes(rows.get(to++));
        }
        return new AiPage(name, rows, 0, to);
    }

    /** Up to the last one, in their order. */
    public static AiPage ofLast(AiKey name, List<Fields> facts, int maxTokens) {
        List<Fields> rows = AiForm.of(facts);
        long room = AiForm.room(maxTokens);
        int from = rows.size();
        while (from > 0 && (from == rows.size() || room >= bytes(rows.get(from - 1)))) {
            room -= bytes(rows.get(--from));
        }
        return new AiPage(name, rows, from, rows.size());
    }

    private static int bytes(Fields row) {
        return Json.object(row).getBytes(StandardCharsets.UTF_8).length + 1;
    }

    /** How many are left out. */
    public int left() {
        return rows.size() - (to - from);
    }

    /** The object that is printed: with how many more there are, and the cursor that goes on with them. */
    Fields fields(String cursor) {
        Fields.Builder fields = Fields.builder().putList(name.brief(), rows.subList(from, to));
        return left() == 0
                ? fields.build()
                : fields.put("more", left()).put("cur", cursor).build();
    }

    /** Prints it. */
    public void print(Screen screen, String cursor) {
        screen.out().line(Json.object(fields(cursor)));
        screen.out().flush();
    }
}
