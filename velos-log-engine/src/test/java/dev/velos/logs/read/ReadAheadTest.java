package dev.velos.logs.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.logs.event.LogEvent;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.pattern.LinePattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final LogSource SOURCE = new LogSource("x", "out", Path.of("/x"));

    @Test
    void eventsReadAhead_areThoseReadInTurn() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = text(random);
        for (String search : new String[] {"", "needle", "n[e]+dle", "7 hay-*$"}) {
            assertThat(events(ahead(bytes, search), search))
                    .as("seed %d", seed)
                    .isEqualTo(events(stream(bytes), search));
        }
    }

    @Test
    void hitAtTheBorderOfTwoBlocks_isFound() throws IOException {
        byte[] needle = "needle".getBytes(UTF_8);
        for (int border : new int[] {ReadAhead.BLOCK_BYTES, 2 * ReadAhead.BLOCK_BYTES}) {
            for (int at = border - needle.length - 1; at <= border + 1; at++) {
                byte[] bytes = ("-".repeat(99) + "\n").repeat(15_000).getBytes(UTF_8);
                System.arraycopy(needle, 0, bytes, at, needle.length);
                assertThat(events(ahead(bytes, "needle"), "needle"))
                        .as("at %d", at)
                        .hasSize(1)
                        .isEqualTo(events(stream(bytes), "needle"));
            }
        }
    }

    @Test
    void hitsOfAVeryLongSource_areThoseReadInTurn() throws IOException {
        long seed = System.nanoTime();
        byte[] bytes = text(new Random(seed));
        for (String search : new String[] {"needle", "n[e]+dle", "no such Text"}) {
            assertThat(events(ahead(bytes, Long.MAX_VALUE, search), search))
                    .as("seed %d", seed)
                    .isEqualTo(events(stream(bytes), search));
        }
    }

    @Test
    void lastLineWithoutLineFeed_isFound() throws IOException {
        byte[] bytes = ("hay\n".repeat(300_000) + "needle").getBytes(UTF_8);
        assertThat(events(ahead(bytes, "needle"), "needle")).containsExactly("1200000 6 0 " + "needle".hashCode());
    }

    @Test
    void emptySource_hasNothing() throws IOException {
        assertThat(events(ahead(new byte[0], "needle"), "needle")).isEmpty();
    }

    /** Short lines, traces, and now and then a line or a trace that is larger than any block. */
    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < 12_000_000) {
            int kind = random.nextInt(20_000);
            String indent = random.nextInt(4) == 0 ? "\t" : "";
            text.append(indent).append(random.nextInt(1000)).append(random.nextInt(50) == 0 ? " needle" : " hay");
            text.append("-".repeat(kind == 0 ? 3_000_000 : kind < 20 ? 70_000 : random.nextInt(100)));
            text.append(kind == 1 ? "\n  deep".repeat(100_000) : "").append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    private static ReadAhead ahead(byte[] bytes, String search) {
        return ahead(bytes, bytes.length, search);
    }

    private static ReadAhead ahead(byte[] bytes, long length, String search) {
        return new ReadAhead(
                new SharedBytes(bytes),
                length,
                search.isEmpty()
                        ? Optional.empty()
                        : Optional.of(LinePattern.of(search, LinePattern.LetterCase.EXACT)::matcher));
    }

    /** Bytes in memory, of which any thread may read. */
    private static class SharedBytes implements SharedSource {
        private final byte[] bytes;
        private int position;

        SharedBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public Part reserve(int length) {
            Part part = new Part(position, Math.min(length, bytes.length - position));
            position += part.length();
            return part;
        }

        @Override
        public boolean read(Part part, ByteBuffer into) throws IOException {
            into.put(bytes, (int) part.from(), part.length());
            return true;
        }

        @Override
        public void close() {
            position = bytes.length;
        }
    }

    private static ByteSource stream(byte[] bytes) {
        return new StreamBytes(new ByteArrayInputStream(bytes));
    }

    private static List<String> events(ByteSource source, String search) throws IOException {
        List<String> events = new ArrayList<>();
        Optional<LinePattern> pattern =
                search.isEmpty() ? Optional.empty() : Optional.of(LinePattern.of(search, LinePattern.LetterCase.EXACT));
        try (EventReader reader = new EventReader(SOURCE, source, Folding.EVENTS, pattern)) {
            while (reader.next()) {
                LogEvent event = reader.event();
                events.add(event.offset() + " " + event.length() + " " + event.omittedBytes() + " "
                        + event.text().hashCode());
            }
        }
        return events;
    }

    @Test
    void failureOfTheSource_reachesTheReader() throws IOException {
        SharedSource failing = new SharedBytes(new byte[1_000_000]) {
            @Override
            public boolean read(Part part, ByteBuffer into) throws IOException {
                throw new IOException("disk");
            }
        };
        try (ReadAhead ahead = new ReadAhead(failing, 1_000_000, Optional.empty())) {
            assertThatThrownBy(() -> ahead.read(new byte[10], 0, 10))
                    .isInstanceOf(IOException.class)
                    .hasMessage("disk");
        }
    }

    @Test
    void closedBeforeTheEnd_leavesNoThread() throws IOException {
        ReadAhead ahead = ahead(new byte[50_000_000], "x");
        assertThat(ahead.read(new byte[10], 0, 10)).isEqualTo(10);
        ahead.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(it -> it.getName().equals("velos-log-reader"));
    }
}
