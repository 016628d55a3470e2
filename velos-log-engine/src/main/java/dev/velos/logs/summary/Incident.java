package dev.velos.logs.summary;

import dev.velos.logs.anomaly.Anomaly;
import dev.velos.logs.template.Template;
import java.util.Objects;
import java.util.Optional;

/**
 * An anomaly, and what it mostly consists of.
 *
 * @param mostly the template with the most events of the series within it; empty for silence
 */
public record Incident(Anomaly anomaly, Optional<Template> mostly) {
    public Incident {
        Objects.requireNonNull(anomaly);
        Objects.requireNonNull(mostly);
    }
}
