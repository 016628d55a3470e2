package dev.velos.daemon.balance;

import dev.velos.daemon.balance.Message.Body;
import java.util.Arrays;

/**
 * Follows what a client and a program say to each other, to know when a connection that is kept open is idle: when
 * every request has its whole answer, and both sides mean to go on. Then another program can take the next request,
 * and the client does not notice. Of protocols other than HTTP/1.1 nothing is known but who has spoken last. Pure.
 */
final class Exchange {
    /** Who speaks. */
    enum Speaker {
        CLIENT,
        PROGRAM
    }

    /** What has no length ends with the connection. */
    private static final long TO_THE_END = Long.MAX_VALUE;

    /** A longer request is not kept for another program. */
    private static final int MOST_KEPT_BYTES = 4 << 10;

    private static final byte[] NOTHING = {};

    private static final int SWITCHING = 101;
    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Message requests = new Message(this::asked, () -> {});
    private final Message responses = new Message(this::answers, this::answered);
    private boolean begun;
    private boolean open;
    private boolean interim;
    private boolean onlyHead;
    private boolean closes;
    private boolean repeatable;
    private boolean repeated;
    private byte[] request = NOTHING;
    private int requestBytes;
    private Speaker last = Speaker.PROGRAM;

    /** The first request was put to another program before, and is not to be put to a third. */
    void repeats() {
        repeated = true;
    }

    /** As many bytes of one side may pass without being looked at. */
    long unseen(Speaker speaker) {
        return messages(speaker).unseen();
    }

    /** They have passed. */
    void pass(Speaker speaker, long bytes) {
        spoke(speaker);
        messages(speaker).pass(bytes);
    }

    /** Somebody has said this. */
    void see(Speaker speaker, byte[] bytes, int length) {
        boolean begins = speaker == Speaker.CLIENT && requests.isBetween() && !open;
        spoke(speaker);
        messages(speaker).see(bytes, length);
        if (begins && repeatable && requests.isBetween()) {
            keep(bytes, length);
        }
    }

    private void keep(byte[] bytes, int length) {
        if (length <= MOST_KEPT_BYTES) {
            request = request.length < length ? new byte[length] : request;
            System.arraycopy(bytes, 0, request, 0, length);
            requestBytes = length;
        }
    }

    /**
     * Whether all that was said is {@link #request}, the program has not said a word to it, and it does no harm to ask
     * another one the same. That is done once, lest a request that kills programs kills all of them.
     */
    boolean isRepeatable() {
        return !repeated && (isFresh() || repeatable && requestBytes > 0);
    }

    /** What the program was asked and has not answered; empty if nothing. */
    byte[] request() {
        return Arrays.copyOf(request, requestBytes);
    }

    private void spoke(Speaker speaker) {
        begun = true;
        last = speaker;
        if (speaker == Speaker.PROGRAM) {
            repeatable = false;
            repeated = false;
            requestBytes = 0;
        }
    }

    private Message messages(Speaker speaker) {
        return speaker == Speaker.CLIENT ? requests : responses;
    }

    /** Nobody has said anything yet. */
    boolean isFresh() {
        return !begun;
    }

    /** Every request has its whole answer, and another one may follow. */
    boolean isIdle() {
        return begun && !open && !closes && requests.isBetween() && responses.isBetween();
    }

    /** Something is under way that the end of the program would cut off. */
    boolean isAwaited() {
        return isUnknown() ? begun && last == Speaker.CLIENT : open || !requests.isBetween();
    }

    private boolean isUnknown() {
        return requests.isUnknown() || responses.isUnknown();
    }

    private Body asked(Head head) {
        if (open || !head.isRequest()) { // a second one before the answer to the first: whose answer ends when?
            giveUp();
            return new Body.Unknown();
        }
        open = true;
        repeatable = head.isRepeatable();
        onlyHead = head.isHeadRequest();
        closes |= head.closes();
        if (head.chunked()) {
            return new Body.Chunks();
        }
        long length = head.length().orElse(0);
        return length < 0 ? new Body.Unknown() : new Body.Length(length);
    }

    private Body answers(Head head) {
        int status = head.status();
        interim = status < FIRST_FINAL;
        if (!open || status == 0 || status == SWITCHING) {
            giveUp();
            return new Body.Unknown();
        }
        closes |= head.closes();
        if (onlyHead || interim || status == NO_CONTENT || status == NOT_MODIFIED) {
            return new Body.Length(0);
        }
        if (head.chunked()) {
            return new Body.Chunks();
        }
        long length = head.length().orElse(TO_THE_END);
        return new Body.Length(length < 0 ? TO_THE_END : length);
    }

    private void giveUp() {
        repeatable = false;
        requests.giveUp();
        responses.giveUp();
    }

    private void answered() {
        open = interim;
    }
}
