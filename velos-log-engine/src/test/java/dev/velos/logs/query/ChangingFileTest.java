package dev.velos.logs.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosHome;
import dev.velos.logs.event.LogSource;
import dev.velos.logs.event.Sink;
import dev.velos.logs.pattern.LinePattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody changes while they are read. */
class ChangingFileTest {
    private static final int LINES = 100_000;

    @TempDir
    Path folder;

    private LogSource source;

    /** What is done to a file in the middle of an answer. */
    private interface Change {
        void apply(Path file) throws IOException;
    }

    @BeforeEach
    void write() throws IOException {
        source = new LogSource("api", "out", folder.resolve("api-out.log"));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append("line ").append(i).append('\n');
        }
        Files.writeString(source.file(), text);
    }

    private List<String> read(Change change, List<String> notes) {
        return read(LogQuery.of(List.of(source)), change, notes);
    }

    private List<String> read(LogQuery query, Change change, List<String> notes) {
        List<String> texts = new ArrayList<>();
        Answered answered = query.run(EventKnowledge.NONE, new Sink<>() {
            @Override
            public void accept(Hit hit) {
                texts.add(hit.event().text());
                if (texts.size() == 10) {
                    apply(change);
                }
            }

            @Override
            public void end() {}
        });
        notes.addAll(answered.notes());
        return texts;
    }

    private void apply(Change change) {
        try {
            change.apply(source.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void fileThatGrows_isReadAsFarAsItWent() {
        List<String> texts =
                read(file -> Files.write(file, "more\n".getBytes(UTF_8), StandardOpenOption.APPEND), new ArrayList<>());
        assertThat(texts).hasSize(LINES).endsWith("line " + (LINES - 1));
    }

    @Test
    void fileThatIsRotated_isReadToItsEnd() {
        List<String> texts = read(
                file -> {
                    Files.move(file, VelosHome.rotated(file, 1));
                    Files.writeString(file, "new\n");
                },
                new ArrayList<>());
        assertThat(texts).hasSize(LINES).endsWith("line " + (LINES - 1));
    }

    @Test
    void fileThatIsRemoved_isReadToItsEnd() {
        assertThat(read(Files::delete, new ArrayList<>())).hasSize(LINES);
    }

    @Test
    void fileThatIsEmptied_endsTheAnswer_andThatIsSaid() {
        List<String> notes = new ArrayList<>();
        List<String> texts = read(ChangingFileTest::empty, notes);
        assertThat(texts).hasSizeBetween(10, LINES - 1).startsWith("line 0");
        assertThat(notes).hasSize(1).first().asString().contains("emptied while it was read");
    }

    /** One that is read ahead and searched by more than one thread. */
    @Test
    void longFileThatIsEmptiedWhileItIsSearched_endsTheAnswer_andThatIsSaid() throws IOException {
        String padding = "-".repeat(200);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append("line ")
                    .append(i)
                    .append(i % 100 == 0 ? " needle" : padding)
                    .append('\n');
        }
        Files.writeString(source.file(), text);
        EventFilter needles = new EventFilter(
                Optional.of(LinePattern.of("needle", LinePattern.LetterCase.EXACT)),
                EventFilter.Sense.MATCHING,
                Optional.empty());
        List<String> notes = new ArrayList<>();
        List<String> texts = read(LogQuery.of(List.of(source)).withFilter(needles), ChangingFileTest::empty, notes);
        assertThat(texts).hasSizeBetween(10, LINES / 100 - 1).startsWith("line 0 needle", "line 100 needle");
        assertThat(notes).hasSize(1).first().asString().contains("emptied while it was read");
    }

    private static void empty(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}
