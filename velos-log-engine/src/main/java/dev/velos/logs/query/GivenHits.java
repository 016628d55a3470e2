package dev.velos.logs.query;

import dev.velos.logs.event.Sink;
import java.util.List;

/** Gives hits to a sink behind those that are to be skipped, and counts them. Owned by one answer. */
final class GivenHits {
    private long toSkip;
    private long matches;
    private long cut;

    /** @param toSkip matches that are not given, with what belongs to them */
    GivenHits(long toSkip) {
        this.toSkip = toSkip;
    }

    void skipMore(long more) {
        toSkip += more;
    }

    void give(Hit hit, Sink<? super Hit> sink) {
        if (toSkip > 0) {
            toSkip -= hit.role().isMatch() ? 1 : 0;
            return;
        }
        matches += hit.role().isMatch() ? 1 : 0;
        cut += hit.event().isCut() ? 1 : 0;
        sink.accept(hit);
    }

    Answered answered(List<String> notes) {
        return new Answered(matches, cut, notes);
    }
}
