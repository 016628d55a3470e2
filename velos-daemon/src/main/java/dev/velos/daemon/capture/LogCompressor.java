package dev.velos.daemon.capture;

import dev.velos.core.home.VelosHome;
import dev.velos.daemon.loop.SideThread;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses rotated files, all but the youngest, each on a thread of its own that ends with it; one at a time for each log.
 * Owned by the loop. The compressed file is whole and on the disk before the plain one goes, and is given the number
 * that the plain one has by then; what a killed daemon left half done is found and done again.
 */
final class LogCompressor {
    private static final Logger LOG = LoggerFactory.getLogger(LogCompressor.class);
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int FIRST = 2;

    /** A file that is being compressed. It is held open, so that no other one is given its number of the file system. */
    private record Job(Path log, FileChannel plain, Object key, FileTime changed, Path fresh) {}

    private final Executor onLoop;
    private final Set<Path> busy = new HashSet<>();

    LogCompressor(Executor onLoop) {
        this.onLoop = onLoop;
    }

    /** Compresses what there is to compress of a log. */
    void look(Path log, int maxFiles) {
        if (busy.contains(log)) {
            return;
        }
        for (int n = FIRST; n <= maxFiles; n++) {
            Path plain = VelosHome.rotated(log, n);
            if (Files.exists(plain) && Files.exists(VelosHome.compressed(plain))) {
                plain.toFile().delete(); // killed between the two
            } else if (Files.exists(plain)) {
                begin(log, plain, maxFiles);
                return;
            }
        }
    }

    private void begin(Path log, Path plain, int maxFiles) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(plain, BasicFileAttributes.class);
            FileChannel channel = FileChannel.open(plain, StandardOpenOption.READ);
            Path fresh = log.resolveSibling(log.getFileName() + ".gz.new");
            Job job = new Job(log, channel, attributes.fileKey(), attributes.lastModifiedTime(), fresh);
            busy.add(log);
            SideThread.start("log-compress", () -> compress(job, maxFiles));
        } catch (IOException e) {
            LOG.warn("{} cannot be compressed: {}", plain, e.getMessage());
        }
    }

    private void compress(Job job, int maxFiles) {
        try {
            write(job);
            onLoop.execute(() -> finish(job, maxFiles));
        } catch (IOException e) {
            onLoop.execute(() -> fail(job, e));
        }
    }

    private static void write(Job job) throws IOException {
        Files.deleteIfExists(job.fresh);
        Files.createFile(job.fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel target = FileChannel.open(job.fresh, StandardOpenOption.WRITE)) {
            try (OutputStream out =
                    new GZIPOutputStream(new KeptOpen(Channels.newOutputStream(target)), BUFFER_BYTES)) {
                byte[] part = new byte[BUFFER_BYTES];
                ByteBuffer buffer = ByteBuffer.wrap(part);
                for (int count = job.plain.read(buffer); count > 0; count = job.plain.read(buffer.clear())) {
                    out.write(part, 0, count);
                }
            }
            target.force(true);
        }
        Files.setLastModifiedTime(job.fresh, job.changed);
    }

    /** The channel is needed after the compression has ended. */
    private static final class KeptOpen extends java.io.FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** On the loop, where nothing is rotated meanwhile. */
    private void finish(Job job, int maxFiles) {
        try {
            for (int n = FIRST; n <= maxFiles; n++) {
                Path plain = VelosHome.rotated(job.log, n);
                if (isThat(plain, job.key)) {
                    Files.move(job.fresh, VelosHome.compressed(plain), StandardCopyOption.ATOMIC_MOVE);
                    Files.delete(plain);
                    break;
                }
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be compressed: {}", job.log, e.getMessage());
        }
        end(job);
        look(job.log, maxFiles);
    }

    private static boolean isThat(Path file, Object key) throws IOException {
        return Files.exists(file)
                && key.equals(
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    /** A full disk: the plain file stays, and the next rotation tries again. */
    private void fail(Job job, IOException reason) {
        LOG.warn("A rotated file of {} cannot be compressed, and stays as it is: {}", job.log, reason.getMessage());
        end(job);
    }

    private void end(Job job) {
        busy.remove(job.log);
        job.fresh.toFile().delete();
        try {
            job.plain.close();
        } catch (IOException e) {
            LOG.debug("{} was read and cannot be closed", job.log, e);
        }
    }
}
