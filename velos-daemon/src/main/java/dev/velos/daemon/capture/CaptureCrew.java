package dev.velos.daemon.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Says who carries what. The loop carries the streams that it found ready, at the end of its turn; where much waits in
 * several of their pipes, it carries those together with a helper, since one processor's copying is what holds them up
 * (docs/decisions/0010). Owned by the loop.
 */
final class CaptureCrew {
    private static final boolean CAN_SHARE = Runtime.getRuntime().availableProcessors() > 1;

    private final Carrier own;
    private final CaptureHelper helper;
    private final LogCompressor compressor;
    private final List<StreamCapture> ready = new ArrayList<>();

    /** Those of one {@link #carryReady}, and of them those to share; empty between. */
    private final List<StreamCapture> turn = new ArrayList<>();

    private final List<StreamCapture> busy = new ArrayList<>();

    /** @param second makes the helper's carrier, when it is first needed, on the helper's thread */
    CaptureCrew(Carrier own, Supplier<Carrier> second, LogCompressor compressor) {
        this.own = own;
        this.compressor = compressor;
        helper = new CaptureHelper(second);
    }

    /** Something waits in the pipe of this stream, and is carried at the end of this turn. */
    void ready(StreamCapture stream) {
        ready.add(stream);
    }

    /** Carries what waits in the pipes that were ready, first where it is little. */
    void carryReady() {
        if (ready.isEmpty()) {
            return;
        }
        turn.addAll(ready);
        ready.clear();
        turn.forEach(this::carryUnlessBusy);
        if (busy.size() > 1) {
            helper.carryWith(own, busy);
        } else {
            busy.forEach(stream -> stream.carry(own));
        }
        busy.clear();
        turn.forEach(StreamCapture::settle);
        turn.clear();
    }

    private void carryUnlessBusy(StreamCapture stream) {
        if (CAN_SHARE && turn.size() > 1 && stream.isBusy()) {
            busy.add(stream);
        } else {
            stream.carry(own);
        }
    }

    /** Old files of a log may be there to compress. */
    void compress(Path log, int maxFiles) {
        compressor.look(log, maxFiles);
    }

    /** It is not watched any more. */
    void forget(StreamCapture stream) {
        ready.remove(stream);
    }
}
