package dev.velos.daemon.os.fake;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** One direction of a connection, with room for so many bytes. */
final class FakeStream {
    private static final int ROOM = 200_000;

    private byte[] content = {};
    private boolean over;

    /** How many of the bytes found room. */
    int offer(byte[] bytes, int offset, int length) {
        int count = Math.min(length, ROOM - content.length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(content);
        all.write(bytes, offset, count);
        content = all.toByteArray();
        return count;
    }

    byte[] take(int limit) {
        byte[] taken = Arrays.copyOf(content, Math.min(limit, content.length));
        content = Arrays.copyOfRange(content, taken.length, content.length);
        return taken;
    }

    int waiting() {
        return content.length;
    }

    boolean hasRoom() {
        return content.length < ROOM;
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
