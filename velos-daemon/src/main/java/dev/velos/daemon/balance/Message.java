package dev.velos.daemon.balance;

import java.util.function.Function;

/**
 * Follows the HTTP/1 messages that go one way of a connection, to know where each ends. What it does not understand is
 * {@link #isUnknown} from then on, and never wrong. Pure; owned by its exchange.
 */
final class Message {
    /** How what follows a head is delimited. */
    sealed interface Body {
        /** As many bytes. */
        record Length(long bytes) implements Body {}

        /** Chunks, up to an empty one. */
        record Chunks() implements Body {}

        /** Nobody knows, or the end of the connection. */
        record Unknown() implements Body {}
    }

    private enum Place {
        BETWEEN,
        BODY,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK,
        TRAILER,
        UNKNOWN
    }

    private static final long MOST_CHUNK_BYTES = 1L << 40;

    private final Function<Head, Body> begun;
    private final Runnable done;
    private Place place = Place.BETWEEN;
    private long left;
    private int lineBytes;

    /**
     * Tells of heads and of ends.
     *
     * @param begun a head has come: what follows?
     * @param done a message has ended
     */
    Message(Function<Head, Body> begun, Runnable done) {
        this.begun = begun;
        this.done = done;
    }

    boolean isBetween() {
        return place == Place.BETWEEN;
    }

    boolean isUnknown() {
        return place == Place.UNKNOWN;
    }

    void giveUp() {
        place = Place.UNKNOWN;
    }

    /** As many bytes may pass without being looked at. */
    long unseen() {
        return switch (place) {
            case BODY -> left;
            case UNKNOWN -> Long.MAX_VALUE;
            case BETWEEN, CHUNK_SIZE, CHUNK_EXTENSION, CHUNK, TRAILER -> 0;
        };
    }

    /** They have passed; at most {@link #unseen}. */
    void pass(long bytes) {
        if (place == Place.BODY) {
            left -= bytes;
            endBody();
        }
    }

    /** Looks at bytes. */
    void see(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            at = switch (place) {
                case BETWEEN -> head(bytes, at, length);
                case BODY -> skip(at, length);
                case CHUNK_SIZE, CHUNK_EXTENSION -> size(bytes[at], at);
                case CHUNK -> chunk(at, length);
                case TRAILER -> trailer(bytes[at], at);
                case UNKNOWN -> length;
            };
        }
    }

    /** A head that comes in pieces is not followed. */
    private int head(byte[] bytes, int from, int to) {
        for (int at = from + 3; at < to; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n') {
                begin(begun.apply(Head.parse(bytes, from, at - 1)));
                return at + 1;
            }
        }
        place = Place.UNKNOWN;
        return to;
    }

    private void begin(Body body) {
        switch (body) {
            case Body.Length(long bytes) -> {
                place = Place.BODY;
                left = bytes;
                endBody();
            }
            case Body.Chunks _ -> {
                place = Place.CHUNK_SIZE;
                left = 0;
            }
            case Body.Unknown _ -> place = Place.UNKNOWN;
        }
    }

    private int skip(int from, int to) {
        int part = (int) Math.min(left, to - from);
        left -= part;
        endBody();
        return from + part;
    }

    private void endBody() {
        if (left == 0) {
            end();
        }
    }

    private void end() {
        place = Place.BETWEEN;
        done.run();
    }

    private int size(byte next, int at) {
        int digit = Character.digit(next, 16);
        if (next == '\n') {
            place = left == 0 ? Place.TRAILER : Place.CHUNK;
            left += left == 0 ? 0 : 2; // and the end of its line
            lineBytes = 0;
        } else if (place == Place.CHUNK_SIZE && digit >= 0) {
            left = 16 * left + digit;
            place = left > MOST_CHUNK_BYTES ? Place.UNKNOWN : place;
        } else {
            place = Place.CHUNK_EXTENSION;
        }
        return at + 1;
    }

    private int chunk(int from, int to) {
        int part = (int) Math.min(left, to - from);
        left -= part;
        if (left == 0) {
            place = Place.CHUNK_SIZE;
        }
        return from + part;
    }

    private int trailer(byte next, int at) {
        if (next == '\n' && lineBytes == 0) {
            end();
        } else if (next == '\n') {
            lineBytes = 0;
        } else if (next != '\r') {
            lineBytes++;
        }
        return at + 1;
    }
}
