package dev.velos.daemon.capture;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the captures of one daemon, which share what stands here. Owned by the loop. */
public final class Captures {
    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

    private final Backend backend;
    private final Clock clock;
    private final VelosHome home;
    private final GrowthListener growth;
    private final PipeBudget budget = new PipeBudget();
    private final Carrier own;
    private final CaptureCrew crew;

    private Captures(Backend backend, Clock clock, VelosHome home, GrowthListener growth) {
        this.backend = backend;
        this.clock = clock;
        this.home = home;
        this.growth = growth;
        own = new Carrier(backend.capture(), staging(home.stagingBuffer()));
        crew = new CaptureCrew(own, () -> new Carrier(backend.anotherCapture(), staging(home.helpersStagingBuffer())));
    }

    public static Captures open(Backend backend, Clock clock, VelosHome home, GrowthListener growth) {
        return new Captures(backend, clock, home, growth);
    }

    private static StagingBuffer staging(Path file) {
        StagingBuffer staging = StagingBuffer.open(file);
        if (!staging.outlivesTheDaemon()) {
            LOG.warn("{} cannot be made; lines on their way to a log would be lost if this daemon were killed", file);
        }
        return staging;
    }

    public VelosHome home() {
        return home;
    }

    /** What the loop carries with. */
    Carrier own() {
        return own;
    }

    /** Finishes what an earlier daemon of this boot was writing when it was killed; before anything is captured. */
    public void finishLeftover() {
        own.staging().leftover().ifPresent(chunk -> finish(chunk, backend));
        own.staging().clear();
        if (Files.exists(home.helpersStagingBuffer())) {
            StagingBuffer.open(home.helpersStagingBuffer()).leftover().ifPresent(chunk -> finish(chunk, backend));
            forgetHelpers();
        }
    }

    /** Forgets it: when the machine went down, nobody knows which of its pages came to the disk. */
    public void forgetLeftover() {
        own.staging().clear();
        forgetHelpers();
    }

    private void forgetHelpers() {
        home.helpersStagingBuffer().toFile().delete();
    }

    private static void finish(StagedChunk chunk, Backend backend) {
        try {
            int count = chunk.finish(backend.capture());
            LOG.info("{} bytes that were on their way to {} are written", count, chunk.log());
        } catch (OsException e) {
            LOG.error("{} bytes for {} are lost: {}", chunk.bytes().length, chunk.log(), e.getMessage());
        }
    }

    /** Captures both streams of an instance. */
    public ProcessCapture of(ProcessSpec spec, int instance) {
        return new ProcessCapture(
                new ProcessInput(backend.capture(), home.fifo(spec.name().value(), instance, "in")),
                stream(spec, instance, "out"),
                stream(spec, instance, "err"));
    }

    private StreamCapture stream(ProcessSpec spec, int instance, String stream) {
        String name = spec.name().value();
        Path log = home.log(name, instance, spec.instances(), stream);
        return stream(home.fifo(name, instance, stream), log, spec.log());
    }

    StreamCapture stream(Path pipe, Path log, LogPolicy policy) {
        return new StreamCapture(backend, clock, pipe, budget, new LogFile(own, log, policy), crew, growth);
    }
}
