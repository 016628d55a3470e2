package dev.velos.daemon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.velos.core.home.VelosHome;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import dev.velos.daemon.FullDisk;
import dev.velos.daemon.loop.ManualClock;
import dev.velos.daemon.os.fake.FakeBackend;
import dev.velos.daemon.supervise.Child;
import dev.velos.daemon.supervise.Entries;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.Keeper;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.RecordedProcess;
import dev.velos.daemon.supervise.Tally;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final String BOOT = "boot-1";

    @TempDir
    Path folder;

    private final FakeBackend backend = new FakeBackend();
    private final ManualClock clock = new ManualClock();
    private final List<ManagedProcess> table = new ArrayList<>();
    private VelosHome home;
    private JournalSync sync;
    private Journal journal;
    private long lastId;

    @BeforeEach
    void open() throws IOException {
        home = new VelosHome(folder);
        Files.createDirectories(home.run());
        sync = new JournalSync(backend.host(), home.journal());
        openJournal();
    }

    private void openJournal() throws IOException {
        journal = Journal.open(home, BOOT, clock, sync, () -> table);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
        sync.close();
    }

    @Test
    void everyTable_comesBackAsItWas() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            RandomTable random = new RandomTable(seed);
            table.clear();
            table.addAll(random.table(backend, clock, home));
            journal.compact();
            assertThat(read().processes()).as("seed " + seed).isEqualTo(random.expected(table, clock.nanos()));
        }
    }

    @Test
    void changesOneByOne_giveTheSameAsRewriting() throws IOException {
        for (int seed = 0; seed < 100; seed++) {
            RandomTable random = new RandomTable(seed);
            table.clear();
            journal.compact();
            for (ManagedProcess process : random.table(backend, clock, home)) {
                table.add(process);
                journal.described(process);
                process.lives().all().forEach(life -> journal.lived(process, life));
            }
            table.forEach(random::change);
            table.forEach(journal::changed);
            JournalReader.Content written = read();
            journal.compact();
            assertThat(written).as("seed " + seed).isEqualTo(read());
            assertThat(written.processes()).isEqualTo(random.expected(table, clock.nanos()));
        }
    }

    @Test
    void cutAnywhere_isATableThatOnceWas() throws IOException {
        journal.compact();
        List<JournalReader.Content> once =
                new ArrayList<>(List.of(new JournalReader.Content("", List.of(), List.of(), false), read()));
        for (int i = 0; i < 4; i++) {
            create("p" + i, Map.of("N", "" + i / 2));
            once.add(read());
            change(table.getLast(), i);
            once.add(read());
        }
        ManagedProcess gone = table.removeFirst();
        journal.removed(gone);
        once.add(read());
        byte[] whole = Files.readAllBytes(home.journal());
        int end = (int) JournalFile.read(home.journal()).end();
        for (int cut = 0; cut <= end; cut++) {
            Files.write(home.journal(), Arrays.copyOf(whole, cut));
            assertThat(once).contains(read());
        }
    }

    @Test
    void removedProcess_staysAway() throws IOException {
        ManagedProcess process = create("api", Map.of());
        table.clear();
        journal.removed(process);
        journal.changed(process);
        assertThat(read().processes()).isEmpty();
    }

    @Test
    void sharedEnvironment_isWrittenOnce() throws IOException {
        Map<String, String> large = Map.of("LARGE", "x".repeat(50_000));
        for (int i = 0; i < 100; i++) {
            create("p" + i, large);
        }
        assertThat(JournalFile.read(home.journal()).end()).isLessThan(150_000);
        journal.compact();
        assertThat(JournalFile.read(home.journal()).end()).isLessThan(150_000);
        assertThat(read().processes())
                .allSatisfy(process ->
                        assertThat(process.spec().environment().inherited()).isEqualTo(large));
    }

    @Test
    void clockSetBack_mixesNoEnvironments() throws IOException {
        create("first", Map.of("WHO", "first"));
        clock.setBack(Duration.ofNanos(1_000));
        create("second", Map.of("WHO", "second"));
        assertThat(read().processes())
                .extracting(process -> process.spec().environment().inherited().get("WHO"))
                .containsExactly("first", "second");
    }

    @Test
    void manyChanges_areCompacted() throws IOException {
        ManagedProcess process = create("api", Map.of("A", "x".repeat(1000)));
        for (int i = 0; i < 50_000; i++) {
            change(process, i);
        }
        assertThat(Files.size(home.journal())).isLessThan(3 << 20);
        assertThat(read().processes()).singleElement().satisfies(recorded -> {
            assertThat(recorded.tally().restarts()).isEqualTo(49_999);
            assertThat(recorded.spec()).isEqualTo(process.spec());
        });
    }

    @Test
    void keepersAndBoot_comeBack() throws IOException {
        List<Keeper> keepers = List.of(new Keeper(4242, 17), new Keeper(4243, 18));
        journal.compact();
        journal.keepers(keepers);
        assertThat(read()).isEqualTo(new JournalReader.Content(BOOT, List.of(), keepers, false));
        journal.compact();
        assertThat(read().keepers()).isEqualTo(keepers);
    }

    @Test
    void recordsOfALaterVersion_areLeftAlone() throws IOException {
        create("api", Map.of());
        append(Fields.builder().put("kind", "hologram").put("id", 1).build());
        append(Fields.builder().put("no", "kind").build());
        append(Fields.builder().put("kind", 7).build());
        append(Fields.builder().put("kind", "state").build());
        append(Fields.builder().put("kind", "spec").put("id", "text").build());
        append(Fields.builder()
                .put("kind", "env")
                .put("number", 5)
                .put("vars", 5)
                .build());
        append(Fields.builder()
                .put("kind", "keepers")
                .putTexts("pids", List.of("12:x", "", "12", ":"))
                .build());
        append(Fields.builder().put("kind", "boot").build());
        assertThat(read().processes())
                .extracting(process -> process.spec().name().value())
                .containsExactly("api");
        assertThat(read().keepers()).isEmpty();
    }

    @Test
    void unknownFields_areIgnored() throws IOException {
        ManagedProcess process = create("api", Map.of());
        append(Fields.builder()
                .putAll(JournalRecords.state(process, clock.nanos()))
                .put("mood", "sunny")
                .put("nested", Fields.builder().put("deep", 1).build())
                .build());
        assertThat(read().processes()).hasSize(1);
    }

    @Test
    void processWithAStatusOfALaterVersion_isLeftAlone() throws IOException {
        create("api", Map.of());
        ManagedProcess odd = create("odd", Map.of());
        append(Fields.builder()
                .putAll(JournalRecords.state(odd, clock.nanos()))
                .put("status", "hibernating")
                .build());
        assertThat(read().processes())
                .extracting(process -> process.spec().name().value())
                .containsExactly("api");
    }

    @Test
    void fullDisk_stopsNothingAndIsMadeGoodByRewriting() throws IOException {
        create("before", Map.of("WHO", "before"));
        journal.keepers(List.of(new Keeper(7, 8)));
        try (FullDisk _ = FullDisk.beyond(100)) {
            assertThatCode(() -> {
                        create("first", Map.of("WHO", "x".repeat(600_000)));
                        create("second", Map.of("WHO", "second"));
                        create("third", Map.of("WHO", "second"));
                        change(table.getFirst(), 5);
                        ManagedProcess gone = table.remove(1);
                        journal.removed(gone);
                        journal.keepers(List.of(new Keeper(9, 10)));
                        journal.compact();
                    })
                    .doesNotThrowAnyException();
        }
        change(table.getFirst(), 6);
        assertThat(read().processes())
                .extracting(process -> process.spec().environment().inherited().get("WHO"))
                .containsExactly("before", "second", "second");
        assertThat(read().processes().getFirst().tally().restarts()).isEqualTo(6);
        assertThat(read().keepers()).containsExactly(new Keeper(9, 10));
        create("after", Map.of("WHO", "after"));
        assertThat(read().processes()).hasSize(4);
    }

    @Test
    void fullDisk_leavesNoHandlesAndNoFiles() throws IOException {
        create("before", Map.of());
        await().until(() -> openFiles() == 1); // the thread that syncs opens it for a moment
        try (FullDisk _ = FullDisk.beyond(100)) {
            for (int i = 0; i < 200; i++) {
                journal.compact();
            }
        }
        await().until(() -> openFiles() == 1);
        assertThat(home.run().toFile().list()).containsExactlyInAnyOrder("journal", "staging");
        assertThat(read().processes()).hasSize(1);
    }

    @Test
    void journalFolderThatIsGone_stopsNothing() throws IOException {
        create("before", Map.of());
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(home.run(), elsewhere);
        assertThatCode(journal::compact).doesNotThrowAnyException();
        create("meanwhile", Map.of());
        Files.move(elsewhere, home.run());
        create("after", Map.of());
        assertThat(read().processes()).hasSize(3);
    }

    @Test
    void leftoverOfAnUnfinishedRewriting_isNotRead() throws IOException {
        create("api", Map.of());
        Files.writeString(home.run().resolve("journal.new"), "torn");
        assertThat(read().processes()).hasSize(1);
        journal.compact();
        assertThat(read().processes()).hasSize(1);
        assertThat(home.run().toFile().list()).containsExactlyInAnyOrder("journal", "staging");
    }

    @Test
    void nextDaemon_goesOnInTheSameFile() throws IOException {
        ManagedProcess process = create("api", Map.of("WHO", "first"));
        journal.close();
        clock.advance(Duration.ofMillis(1));
        openJournal();
        change(process, 3);
        create("second", Map.of("WHO", "second"));
        assertThat(read().processes())
                .extracting(
                        recorded -> recorded.spec().environment().inherited().get("WHO"))
                .containsExactly("first", "second");
        assertThat(read().processes().getFirst().tally().restarts()).isEqualTo(3);
    }

    private ManagedProcess create(String name, Map<String, String> environment) {
        ProcessSpec spec =
                ProcessSpec.of(new ProcessName(name), "/bin/true", "/").inheriting(environment);
        ManagedProcess process = Entries.entry(backend, clock, home, lastId++, spec);
        table.add(process);
        journal.described(process);
        return process;
    }

    private void change(ManagedProcess process, long restarts) {
        Tally tally = new Tally(restarts + 1, restarts, 0, "exit 1");
        Entries.put(process, Goal.UP, new ProcessState.Online(tally, new Child(5, 6, restarts + 1), 0), 7);
        journal.changed(process);
    }

    private void append(Fields record) throws IOException {
        JournalFile file = JournalFile.append(home.journal());
        file.append(record);
        file.close();
    }

    private JournalReader.Content read() throws IOException {
        return JournalReader.read(home.journal());
    }

    private long openFiles() {
        return Stream.of(new File("/proc/self/fd").listFiles())
                .filter(descriptor -> isInFolder(descriptor.toPath()))
                .count();
    }

    private boolean isInFolder(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException e) {
            return false; // that of the listing itself
        }
    }

    @Test
    void processesThatADaemonStoppedOnItsWayOut_areWantedUpByTheNext() throws IOException {
        stopsAll(Closing.Cause.TERMINATED);
        assertThat(read().processes()).extracting(RecordedProcess::goal).containsExactly(Goal.UP, Goal.DOWN);
        assertThat(read().wasKilled()).isFalse();
        journal.compact();
        assertThat(read().processes()).extracting(RecordedProcess::goal).containsExactly(Goal.UP, Goal.DOWN);
    }

    @Test
    void processesThatAUserStoppedWithTheDaemon_stayDown() throws IOException {
        stopsAll(Closing.Cause.KILLED);
        assertThat(read().processes()).extracting(RecordedProcess::goal).containsOnly(Goal.DOWN);
        assertThat(read().wasKilled()).isTrue();
        journal.compact();
        assertThat(read().wasKilled()).isTrue();
    }

    /** Two processes, of which the first was up. */
    private void stopsAll(Closing.Cause cause) throws IOException {
        journal.compact();
        create("up", Map.of());
        create("down", Map.of());
        journal.closing(new Closing(cause, List.of(table.getFirst().id())));
        table.forEach(journal::changed);
    }
}
