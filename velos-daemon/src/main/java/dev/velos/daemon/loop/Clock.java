package dev.velos.daemon.loop;

/** Time as the loop is told it, so that tests can tell it otherwise. */
public interface Clock {
    /** Nanoseconds that only go forward. */
    long nanos();

    /** Microseconds since 1970. */
    long epochMicros();

    /** The machine's time. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long epochMicros() {
            java.time.Instant now = java.time.Instant.now();
            return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        }
    };
}
