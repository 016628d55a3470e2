package dev.velos.daemon.os.fake;

import dev.velos.daemon.os.CaptureIo;
import dev.velos.daemon.os.Poller;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A named pipe: keeps its bytes as long as anybody has it open. Takes any number of them. */
final class FakePipe {
    private byte[] content = {};
    private int readers;
    private int writers;
    private int capacity = 64 << 10;

    /** A reading end. */
    final class Reader implements FakeHandles.Thing {
        /** A reader that never met a writer sees no hang-up. */
        private boolean metWriter = writers > 0;

        private Reader() {
            readers++;
        }

        FakePipe pipe() {
            return FakePipe.this;
        }

        @Override
        public int ready() {
            metWriter |= writers > 0 || content.length > 0;
            boolean hungUp = writers == 0 && metWriter;
            return (content.length > 0 || hungUp ? Poller.READ : 0) | (hungUp ? Poller.HANGUP : 0);
        }

        @Override
        public void closed() {
            readers--;
            dropUnlessOpen();
        }
    }

    /** Somebody who may write to it, and is no program. */
    final class Sender implements FakeHandles.Thing {
        FakePipe pipe() {
            return FakePipe.this;
        }

        @Override
        public int ready() {
            return 0;
        }

        @Override
        public void closed() {}
    }

    /** Whether a program has it open. */
    boolean hasProgram() {
        return writers > 0;
    }

    Reader openReader() {
        return new Reader();
    }

    void openWriter() {
        writers++;
    }

    void closeWriter() {
        writers--;
        dropUnlessOpen();
    }

    private void dropUnlessOpen() {
        if (readers == 0 && writers == 0) {
            content = new byte[0];
        }
    }

    void write(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(content);
        all.writeBytes(bytes);
        content = all.toByteArray();
    }

    /** At most so many of the bytes that wait; they stay. */
    byte[] peek(long limit) {
        return Arrays.copyOf(content, (int) Math.min(limit, content.length));
    }

    void drop(int count) {
        content = Arrays.copyOfRange(content, count, content.length);
    }

    /** What a read of an empty pipe says. */
    long endOrNothing() {
        return writers == 0 ? CaptureIo.ENDED : CaptureIo.NOTHING;
    }

    int waiting() {
        return content.length;
    }

    int capacity() {
        return capacity;
    }

    void grow(int bytes) {
        capacity = Math.max(capacity, bytes);
    }
}
