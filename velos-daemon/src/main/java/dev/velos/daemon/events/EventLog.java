package dev.velos.daemon.events;

import dev.velos.core.event.Event;
import dev.velos.core.event.EventLine;
import dev.velos.core.home.VelosHome;
import dev.velos.daemon.capture.GrowthListener;
import dev.velos.daemon.supervise.EventSink;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends events to a file in the home folder, those of one turn with one write. Owned by the loop. The file is
 * rotated at {@link #MAX_BYTES} and {@link #ROTATED} older ones are kept, so that it never takes more than 5 MiB. A
 * disk that takes no more costs events, never a wait; how many is told as soon as there is room.
 */
public final class EventLog implements EventSink {
    static final long MAX_BYTES = 1 << 20;
    static final int ROTATED = 4;

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final Path path;
    private final GrowthListener listener;
    private StringBuilder pending = new StringBuilder();
    private int pendingEvents;
    private long lost;

    public EventLog(VelosHome home, GrowthListener listener) {
        path = home.events();
        this.listener = listener;
    }

    @Override
    public void happened(Event event) {
        EventLine.append(pending, event);
        pendingEvents++;
    }

    /** Writes the turn's events. Called at the end of every turn. */
    public void endTurn() {
        if (pending.isEmpty()) {
            return;
        }
        byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
        int events = pendingEvents;
        pendingEvents = 0;
        pending = new StringBuilder(); // that of a busy turn is large
        try {
            File file = path.toFile();
            if (file.length() >= MAX_BYTES) {
                rotate();
            }
            write(file, bytes);
            listener.grew(path, file.length());
            if (lost > 0) {
                LOG.info("Events are written again; {} were lost", lost);
            }
            lost = 0;
        } catch (IOException e) {
            if (lost == 0) {
                LOG.error("{} cannot be written ({}); events are lost. Make room on its disk.", path, e.getMessage());
            }
            lost += events;
        }
    }

    private static void write(File file, byte[] bytes) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file, true)) {
            out.write(bytes);
        }
    }

    private void rotate() throws IOException {
        for (int n = ROTATED - 1; n >= 0; n--) {
            Path from = n == 0 ? path : VelosHome.rotated(path, n);
            if (Files.exists(from)) {
                Files.move(from, VelosHome.rotated(path, n + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
