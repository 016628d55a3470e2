package dev.velos.logs.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.event.Event;
import dev.velos.core.event.EventLine;
import dev.velos.core.home.VelosHome;
import dev.velos.core.protocol.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReaderTest {
    @TempDir
    Path folder;

    private VelosHome home;
    private EventReader reader;

    @BeforeEach
    void open() {
        home = new VelosHome(folder);
        reader = new EventReader(home);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
    }

    private static Event event(long at) {
        Fields details =
                Fields.builder().put("process", at % 2 == 0 ? "even" : "odd").build();
        return new Event(at, "online", details);
    }

    private void write(long from, long to) throws IOException {
        StringBuilder text = new StringBuilder();
        LongStream.range(from, to).forEach(at -> EventLine.append(text, event(at)));
        append(text.toString());
    }

    private void append(String text) throws IOException {
        Files.writeString(home.events(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
        if (Files.exists(VelosHome.rotated(home.events(), 1))) {
            Files.move(VelosHome.rotated(home.events(), 1), VelosHome.rotated(home.events(), 2));
        }
        Files.move(home.events(), VelosHome.rotated(home.events(), 1));
    }

    private static List<Long> times(List<Event> events) {
        return events.stream().map(Event::atMillis).toList();
    }

    @Test
    void homeWithoutEvents_hasNone() throws IOException {
        assertThat(reader.last(10, 0, _ -> true)).isEmpty();
        assertThat(reader.poll()).isEmpty();
    }

    @Test
    void last_goesBackIntoRotatedFiles() throws IOException {
        write(0, 5);
        rotate();
        write(5, 8);
        rotate();
        write(8, 10);

        assertThat(times(reader.last(4, 0, _ -> true))).containsExactly(6L, 7L, 8L, 9L);
        assertThat(times(new EventReader(home).last(100, 3, event -> event.isOf("odd"))))
                .containsExactly(3L, 5L, 7L, 9L);
    }

    @Test
    void poll_givesWhatCameSince_acrossARotation() throws IOException {
        write(0, 3);
        assertThat(times(reader.last(1, 0, _ -> true))).containsExactly(2L);
        assertThat(reader.poll()).isEmpty();
        write(3, 5);
        rotate();
        write(5, 7);

        assertThat(times(reader.poll())).containsExactly(3L, 4L, 5L, 6L);
        assertThat(reader.poll()).isEmpty();
    }

    @Test
    void lineThatIsStillBeingWritten_isReadWhenItIsWhole() throws IOException {
        StringBuilder line = new StringBuilder();
        EventLine.append(line, event(1));
        append(line.substring(0, 10));
        assertThat(reader.poll()).isEmpty();
        append(line.substring(10));

        assertThat(times(reader.poll())).containsExactly(1L);
    }

    @Test
    void lineThatIsNoEvent_isLeftOut() throws IOException {
        write(0, 1);
        append("{\"at_ms\":12,\"ev\nnonsense\n");
        write(2, 3);

        assertThat(times(reader.last(10, 0, _ -> true))).containsExactly(0L, 2L);
    }
}
