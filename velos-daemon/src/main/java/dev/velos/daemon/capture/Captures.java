package dev.velos.daemon.capture;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.LogPolicy;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.OsException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the captures of one daemon, which share what stands here. Owned by the loop. */
public final class Captures {
    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

    /** Room for what lines become before they are written; any one fits. */
    private static final int LINE_TEXT_BYTES = 256 << 10;

    private final Backend backend;
    private final Clock clock;
    private final VelosHome home;
    private final GrowthListener growth;
    private final PipeBudget budget = new PipeBudget();
    private final Carrier own;
    private final CaptureCrew crew;
    private final Map<Path, LogFile> shared = new HashMap<>();
    private ByteBuffer lineText;

    private Captures(Backend backend, Clock clock, Executor onLoop, VelosHome home, GrowthListener growth) {
        this.backend = backend;
        this.clock = clock;
        this.home = home;
        this.growth = growth;
        own = new Carrier(backend.capture(), staging(home.stagingBuffer()));
        crew = new CaptureCrew(
                own,
                () -> new Carrier(backend.anotherCapture(), staging(home.helpersStagingBuffer())),
                new LogCompressor(onLoop));
    }

    /** @param onLoop runs on the loop what other threads have for it */
    public static Captures open(Backend backend, Clock clock, Executor onLoop, VelosHome home, GrowthListener growth) {
        return new Captures(backend, clock, onLoop, home, growth);
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

    /** Carries what waits in the pipes that were found ready; at the end of each turn, before what hears of it. */
    public void carryReady() {
        crew.carryReady();
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
        finishLines();
    }

    /** After everything that goes to logs as it is; lines of one log come from several of these files. */
    private void finishLines() {
        for (Path file : lineFiles()) {
            try {
                int count = LineBuffer.open(file).finish(own.io(), lineText());
                LOG.info("{} bytes that were on their way from {} to a log are written", count, file);
            } catch (OsException e) {
                LOG.error("Lines of {} are lost: {}", file, e.getMessage());
                file.toFile().delete();
            }
        }
    }

    private List<Path> lineFiles() {
        String[] names = home.run().toFile().list((_, name) -> name.endsWith(VelosHome.LINES));
        return names == null
                ? List.of()
                : Arrays.stream(names).map(home.run()::resolve).toList();
    }

    /** Forgets it: when the machine went down, nobody knows which of its pages came to the disk. */
    public void forgetLeftover() {
        own.staging().clear();
        forgetHelpers();
        lineFiles().forEach(file -> file.toFile().delete());
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
        LogPolicy policy = spec.log();
        Path log = home.log(name, instance, spec.instances(), stream, policy.merge());
        Path pipe = home.fifo(name, instance, stream);
        if (!policy.isByLine()) {
            return stream(pipe, log, policy);
        }
        return byLine(
                pipe,
                home.lines(name, instance, stream),
                shared(log, policy),
                LineFormat.label(name, instance, stream));
    }

    StreamCapture stream(Path pipe, Path log, LogPolicy policy) {
        return capture(pipe, new LogFile(own, log, policy));
    }

    StreamCapture byLine(Path pipe, Path lines, LogFile log, String label) {
        LogPolicy policy = log.policy();
        LineFormat format = new LineFormat(policy.format() == LogPolicy.Format.JSON, policy.timestamps());
        return capture(pipe, new LineLog(log, own, lines, format, label, lineText()));
    }

    private StreamCapture capture(Path pipe, StreamLog log) {
        return new StreamCapture(backend, clock, pipe, budget, log, crew, growth);
    }

    /** Streams that write to one file share what is known of it. */
    LogFile shared(Path log, LogPolicy policy) {
        return shared.compute(
                log,
                (_, known) -> known != null && known.policy().equals(policy) ? known : new LogFile(own, log, policy));
    }

    private ByteBuffer lineText() {
        if (lineText == null) {
            lineText = ByteBuffer.allocateDirect(LINE_TEXT_BYTES);
        }
        return lineText;
    }
}
