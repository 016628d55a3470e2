package dev.velos.core.process;

import java.util.Optional;

/**
 * Why a process was given another life though it had not ended by itself. Its {@link #text()} is the reason that
 * lists, events and logs show.
 *
 * @param detail what it was about, such as the file that changed or {@code 312M of 256M}; may be empty
 */
public record RestartCause(Kind kind, String detail) {
    /** Who or what wanted it. */
    public enum Kind {
        /** Somebody asked for it. */
        USER("restarted by user", Fault.NO),
        /** Its spec has changed. */
        UPDATE("update", Fault.NO),
        /** A reload replaces it. */
        RELOAD("reload", Fault.NO),
        /** A file that it watches has changed. */
        WATCH("watch", Fault.NO),
        /** The time that its spec names has come. */
        SCHEDULE("schedule", Fault.NO),
        /** It has lived for as long as its spec lets it. */
        MAX_AGE("max_age", Fault.NO),
        /** Something that it depends on was restarted. */
        DEPENDENCY("depends_on", Fault.NO),
        /** Its family uses more memory than its spec lets it. */
        MEMORY("memory", Fault.YES),
        /** Its health probe fails. */
        UNHEALTHY("unhealthy", Fault.YES),
        /** It has not told in time that it is well. */
        WATCHDOG("watchdog", Fault.YES),
        /** It was not ready in time. */
        NOT_READY("not ready", Fault.YES),
        /** A daemon that died was about to start it; the detail is the reason that it had. */
        OWED("", Fault.NO);

        private enum Fault {
            YES,
            NO
        }

        private final String word;
        private final Fault fault;

        Kind(String word, Fault fault) {
            this.word = word;
            this.fault = fault;
        }
    }

    public static final RestartCause BY_USER = of(Kind.USER, "");

    public static RestartCause of(Kind kind, String detail) {
        return new RestartCause(kind, detail);
    }

    /**
     * Whether the process is to blame: such an end counts like a crash, so that one which fails again and again is
     * restarted ever later, and given up in the end.
     */
    public boolean isFault() {
        return kind.fault == Kind.Fault.YES;
    }

    /** {@code watch: src/app.js}. */
    public String text() {
        if (kind.word.isEmpty() || detail.isEmpty()) {
            return kind.word + detail;
        }
        return kind.word + ": " + detail;
    }

    /** The kind whose {@link #text()} a reason is; empty where it is none. */
    public static Optional<Kind> kindOf(String reason) {
        for (Kind kind : Kind.values()) {
            if (!kind.word.isEmpty() && (reason.equals(kind.word) || reason.startsWith(kind.word + ": "))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** A text that {@link #ofWire} reads back. */
    public String wire() {
        return kind + "|" + detail;
    }

    /** Nothing where the text is none that {@link #wire()} of this version gives. */
    public static Optional<RestartCause> ofWire(String wire) {
        int bar = wire.indexOf('|');
        for (Kind kind : Kind.values()) {
            if (wire.substring(0, Math.max(0, bar)).equals(kind.name())) {
                return Optional.of(of(kind, wire.substring(bar + 1)));
            }
        }
        return Optional.empty();
    }
}
