package dev.velos.logs.read;

import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.TimeOf;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the logs that a question is about. */
@FunctionalInterface
public interface SourceOpener {
    /** Parameters as of {@link OpenSource#open}. */
    OpenSource open(LogSource source, Optional<TimeOf> times, Consumer<String> notes) throws IOException;
}
