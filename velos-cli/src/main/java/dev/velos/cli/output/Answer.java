package dev.velos.cli.output;

import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.function.Supplier;

/** What a command has to tell. Only the form that is wanted is made of it. Immutable. */
public final class Answer {
    private final Supplier<String> json;
    private final Supplier<Fields> brief;

    private Answer(Supplier<String> json, Supplier<Fields> brief) {
        this.json = json;
        this.brief = brief;
    }

    /** One object. */
    public static Answer of(Supplier<Fields> facts) {
        return new Answer(() -> Json.object(facts.get()), () -> AiForm.of(facts.get()));
    }

    /** An array; for a language model an object that holds it under the short form of that name. */
    public static Answer list(AiKey name, Supplier<List<Fields>> rows) {
        return list(name, rows, rows);
    }

    /** The same, with other rows for a language model. */
    public static Answer list(AiKey name, Supplier<List<Fields>> rows, Supplier<List<Fields>> briefRows) {
        return new Answer(
                () -> Json.array(rows.get()),
                () -> Fields.builder()
                        .putList(name.brief(), AiForm.of(briefRows.get()))
                        .build());
    }

    /** The same, with other facts for a language model. */
    public Answer briefly(Supplier<Fields> facts) {
        return new Answer(json, () -> AiForm.of(facts.get()));
    }

    /** Prints it in the screen's mode; {@code text} prints it for a person. */
    public void print(Screen screen, Runnable text) {
        switch (screen.mode()) {
            case TEXT -> text.run();
            case JSON, MACHINE -> screen.out().line(json.get());
            case AI -> screen.out().line(Json.object(brief.get()));
        }
    }
}
