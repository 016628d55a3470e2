package dev.velos.client;

import java.time.Duration;

/**
 * How long a client waits for answers.
 *
 * @param quick for requests that the daemon answers at once
 * @param patient for requests whose answer waits for processes to come up or to go down
 */
public record Timeouts(Duration quick, Duration patient) {
    /** Ten seconds, and ten minutes. */
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(10));
}
