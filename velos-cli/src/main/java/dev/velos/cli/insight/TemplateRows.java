package dev.velos.cli.insight;

import dev.velos.cli.output.Json;
import dev.velos.cli.output.Screen;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Level;
import dev.velos.logs.summary.Digest;
import dev.velos.logs.summary.LineReferences;
import dev.velos.logs.template.Template;
import java.io.IOException;

/** The template of each line, in order: {@code velos logs --templates}. Owned by one answer. */
public final class TemplateRows {
    private final Screen screen;
    private final Digest digest;
    private final Form form;
    private String[] endings;
    private long line;

    /** @param digest whose thread has ended */
    public TemplateRows(Screen screen, Digest digest, Form form) {
        this.screen = screen;
        this.digest = digest;
        this.form = form;
        endings = new String[digest.references() * Level.values().length];
    }

    /** Reads what was noted of each line. */
    public void print(LineReferences references) throws IOException {
        references.read(this::line);
    }

    @SuppressWarnings("EnumOrdinal") // an index into texts that live no longer than the process
    private void line(int reference, Level level) {
        int at = reference * Level.values().length + level.ordinal();
        if (endings[at] == null) {
            endings[at] = form == Form.TEXT ? text(reference) : json(reference, level);
        }
        if (form == Form.TEXT) {
            screen.out().line(endings[at]);
        } else {
            screen.out().print("{\"line\":").print(Long.toString(++line)).line(endings[at]);
        }
    }

    private String text(int reference) {
        Template template = digest.template(reference);
        return template.id() + "  " + Plain.of(template.text(), Integer.MAX_VALUE);
    }

    private String json(int reference, Level level) {
        Template template = digest.template(reference);
        Fields fields = Fields.builder()
                .put("id", template.id())
                .put("template", template.text())
                .put("level", level.word())
                .build();
        return "," + Json.object(fields).substring(1);
    }
}
