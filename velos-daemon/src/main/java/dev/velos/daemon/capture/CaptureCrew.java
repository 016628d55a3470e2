package dev.velos.daemon.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Says who carries what. The loop carries a stream when its pipe is ready; streams whose pipes are found full are
 * carried together, by the loop and a helper side by side, since one processor's copying is what holds them up. Owned
 * by the loop.
 */
final class CaptureCrew {
    /** A busy stream that had less than this is one like the others again. */
    private static final long BUSY_BYTES = 64 << 10;

    private static final boolean CAN_SHARE = Runtime.getRuntime().availableProcessors() > 1;

    private final Carrier own;
    private final CaptureHelper helper;
    private final LogCompressor compressor;
    private final List<StreamCapture> busy = new ArrayList<>();

    /** Those carried before the poller came to say that they are ready: what it says then is out of date. */
    private final List<StreamCapture> ahead = new ArrayList<>();

    /** @param second makes the helper's carrier, when it is first needed */
    CaptureCrew(Carrier own, Supplier<Carrier> second, LogCompressor compressor) {
        this.own = own;
        this.compressor = compressor;
        helper = new CaptureHelper(second);
    }

    /** Carries what waits in the pipe of this stream, which is ready. */
    void ready(StreamCapture stream) {
        if (ahead.remove(stream)) {
            return;
        }
        if (CAN_SHARE && busy.size() > 1 && busy.contains(stream)) {
            carryBusy();
            ahead.remove(stream);
        } else {
            stream.carry(own);
            if (stream.settle() && !busy.contains(stream)) {
                busy.add(stream);
            }
        }
    }

    private void carryBusy() {
        StreamCapture[] streams = busy.toArray(StreamCapture[]::new);
        long[] carried = helper.carryWith(own, streams);
        for (int i = 0; i < streams.length; i++) {
            streams[i].settle();
            if (carried[i] < BUSY_BYTES) {
                busy.remove(streams[i]);
                ahead.remove(streams[i]);
            } else if (!ahead.contains(streams[i])) {
                ahead.add(streams[i]);
            }
        }
    }

    /** Old files of a log may be there to compress. */
    void compress(Path log, int maxFiles) {
        compressor.look(log, maxFiles);
    }

    /** It is not watched any more. */
    void forget(StreamCapture stream) {
        busy.remove(stream);
        ahead.remove(stream);
    }
}
