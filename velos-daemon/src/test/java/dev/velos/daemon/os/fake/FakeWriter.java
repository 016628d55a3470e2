package dev.velos.daemon.os.fake;

/** The writing end of a pipe in a test's hand. */
public final class FakeWriter {
    private final FakePipe pipe;

    FakeWriter(FakePipe pipe) {
        this.pipe = pipe;
        pipe.openWriter();
    }

    public void write(byte[] bytes) {
        pipe.write(bytes);
    }

    public void close() {
        pipe.closeWriter();
    }
}
