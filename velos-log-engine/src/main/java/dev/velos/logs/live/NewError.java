package dev.velos.logs.live;

import dev.velos.logs.event.Level;
import dev.velos.logs.template.Template;
import java.util.Objects;

/**
 * An error like none before.
 *
 * @param example its line, the head where it is long
 */
public record NewError(Level level, Template template, String example) {
    public NewError {
        Objects.requireNonNull(level);
        Objects.requireNonNull(template);
        Objects.requireNonNull(example);
    }
}
