package dev.velos.daemon.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.event.Event;
import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.FullDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
    @TempDir
    Path folder;

    private final List<Long> sizes = new ArrayList<>();
    private VelosHome home;
    private EventLog log;

    @BeforeEach
    void open() {
        home = new VelosHome(folder);
        log = new EventLog(home, (_, size) -> sizes.add(size));
    }

    private void happened(long at, String text) {
        log.happened(
                new Event(at, "online", Fields.builder().put("reason", text).build()));
    }

    @Test
    void eventsOfATurn_areWrittenAtItsEnd() throws IOException {
        happened(1, "a");
        happened(2, "b");
        assertThat(home.events()).doesNotExist();
        log.endTurn();
        log.endTurn();

        assertThat(Files.readAllLines(home.events())).hasSize(2);
        assertThat(sizes).containsExactly(Files.size(home.events()));
    }

    @Test
    void logThatGrows_isRotatedAndBounded() throws IOException {
        String large = "x".repeat((int) EventLog.MAX_BYTES);
        for (int i = 0; i < 2 * EventLog.ROTATED; i++) {
            happened(i, large);
            log.endTurn();
        }

        assertThat(Files.readString(home.events())).startsWith("{\"at_ms\":7,");
        for (int n = 1; n <= EventLog.ROTATED; n++) {
            assertThat(Files.readString(VelosHome.rotated(home.events(), n))).startsWith("{\"at_ms\":" + (7 - n) + ",");
        }
        assertThat(VelosHome.rotated(home.events(), EventLog.ROTATED + 1)).doesNotExist();
    }

    @Test
    void fullDisk_losesEventsAndGoesOn() throws IOException {
        try (FullDisk _ = FullDisk.beyond(0)) {
            happened(1, "lost");
            log.endTurn();
        }
        happened(2, "kept");
        log.endTurn();

        assertThat(Files.readString(home.events())).contains("kept").doesNotContain("lost");
    }
}
