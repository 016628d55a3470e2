package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.velos.daemon.os.Bench.Child;
import dev.velos.daemon.os.ProcessControl.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link ProcessControl#spawn}, {@link ProcessControl#keepOpen} and {@link SpawnRequest}. */
interface SpawnContract extends OnBench {
    @Test
    default void spawn_passesEveryWordAsItIs() throws OsException {
        List<String> words = List.of("my name", "", " two  words ", "line\nend", "q'\"$HOME`", "grün 🙂", "--", "last");
        Child child = bench().start(new Program.PrintsWords(words));
        assertThat(bench().readUntil(child.out(), "last\0"))
                .startsWith("my name\0")
                .endsWith(String.join("\0", words.subList(1, words.size())) + "\0");
    }

    @Test
    default void spawn_passesTheEnvironmentAndNothingElse() throws OsException {
        List<String> environment = List.of("A=1", "EMPTY=", "LINES=a\nb=c", "GRÜN=🙂");
        Child child = bench().start(new Program.PrintsEnvironment(), bench().folder, environment);
        bench().exit(child.pid());
        assertThat(bench().readNow(child.out()).split("\0")).containsExactlyInAnyOrderElementsOf(environment);
    }

    @Test
    default void programs_haveInCommonWhatTheyAreGivenInCommon() throws IOException {
        List<String> common = List.of("A=1", "GRÜN=🙂");
        List<String> others = List.of("A=2");
        List<String> large = List.of("LARGE=" + "x".repeat(20_000), "B=1");
        assertThat(environmentOf(new Environment(common, List.of("ID=0")))).containsExactly("A=1", "GRÜN=🙂", "ID=0");
        assertThat(environmentOf(new Environment(common, List.of("ID=1", "C=é"))))
                .containsExactly("A=1", "GRÜN=🙂", "ID=1", "C=é");
        assertThat(environmentOf(new Environment(large, List.of("ID=2"))))
                .containsExactly(large.getFirst(), "B=1", "ID=2");
        assertThat(environmentOf(new Environment(others, List.of()))).containsExactly("A=2");
        assertThat(environmentOf(new Environment(common, List.of()))).containsExactly("A=1", "GRÜN=🙂");
    }

    private String[] environmentOf(Environment environment) throws OsException {
        Child child = bench().start(new Program.PrintsEnvironment(), bench().folder, environment);
        bench().exit(child.pid());
        return bench().readNow(child.out()).split("\0");
    }

    @Test
    default void spawn_worksWithAnEmptyEnvironment() throws OsException {
        Child child = bench().start(new Program.PrintsEnvironment(), bench().folder, List.of());
        bench().exit(child.pid());
        assertThat(bench().readNow(child.out())).isEmpty();
    }

    @Test
    default void spawn_entersTheDirectory() throws IOException {
        Path directory = Files.createDirectories(bench().folder.resolve("a b/c d"));
        Child child = bench().start(new Program.PrintsDirectory(), directory, List.of());
        assertThat(bench().readUntil(child.out(), "\n").strip())
                .isEqualTo(directory.toRealPath().toString());
    }

    @Test
    default void spawn_keepsStandardOutputAndErrorApart() throws OsException {
        Child child = bench().start(new Program.Prints("to out", "to err"));
        bench().exit(child.pid());
        assertThat(bench().readNow(child.out())).isEqualTo("to out");
        assertThat(bench().readNow(child.err())).isEqualTo("to err");
    }

    @Test
    default void spawnedProgram_seesThreeDescriptorsOnly() throws IOException {
        assumeTrue(bench().outside.isReal(), "a scripted program has no descriptors");
        try (var other = Files.newInputStream(Files.createFile(bench().folder.resolve("open")))) {
            Child child = bench().start(new Program.PrintsDescriptors());
            assertThat(bench().descriptors(child))
                    .containsExactly(
                            "0 -> /dev/null",
                            "1 -> " + child.outPath().toRealPath(),
                            "2 -> " + child.outPath().resolveSibling("pipe-2").toRealPath());
            assertThat(other.read()).isEqualTo(-1);
        }
    }

    @Test
    default void spawnedProgram_hasDefaultSignalsAndAnEmptyMask() throws OsException {
        assumeTrue(bench().outside.isReal(), "a scripted program has no signal mask");
        Child child = bench().start(new Program.PrintsSignals());
        bench().exit(child.pid());
        assertThat(bench().readNow(child.out()).lines())
                .containsExactly("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000");
    }

    @Test
    default void spawnedProgram_leadsItsOwnSessionAndGroup() throws OsException {
        Child child = bench().start(new Program.Sleeps());
        assertThat(bench().backend.table().facts(child.pid())).get().satisfies(facts -> {
            assertThat(facts.session()).isEqualTo(child.pid());
            assertThat(facts.group()).isEqualTo(child.pid());
            assertThat(facts.parent()).isEqualTo(bench().backend.host().pid());
        });
    }

    @Test
    default void programWhoseReaderVanishes_runsOnAndLosesNothing() throws OsException {
        Child child = bench().start(new Program.PrintsAgain());
        assertThat(bench().readUntil(child.out(), "\n")).isEqualTo("first\n");
        bench().close(child.out());
        bench().readUntil(child.err(), "done");
        assertThat(bench().readUntil(bench().openPipe(child.outPath()), "\n")).isEqualTo("second\n");
        assertThat(bench().hasExited(child.pid())).isFalse();
    }

    @Test
    default void missingProgram_isReportedBySpawn() throws IOException {
        fails(replaceExecutable(bench().folder.resolve("nowhere").toString()), Errno.ENOENT, "No such file");
    }

    @Test
    default void fileWithoutExecutePermission_isReportedBySpawn() throws IOException {
        fails(replaceExecutable(script("rw-r--r--", "#!/bin/sh\n")), Errno.EACCES, "Permission denied");
    }

    @Test
    default void fileThatIsNoProgram_isReportedBySpawn() throws IOException {
        fails(replaceExecutable(script("rwxr-xr-x", "just text")), Errno.ENOEXEC, "format");
    }

    @Test
    default void missingInterpreter_isReportedBySpawn() throws IOException {
        fails(replaceExecutable(script("rwxr-xr-x", "#!/nowhere/interpreter\n")), Errno.ENOENT, "No such file");
    }

    @Test
    default void missingDirectory_isReportedBySpawn() throws IOException {
        SpawnRequest request = bench().request(new Program.Exits(0));
        fails(inDirectory(request, bench().folder.resolve("nowhere")), Errno.ENOENT, "No such file");
    }

    @Test
    default void directoryThatIsAFile_isReportedBySpawn() throws IOException {
        SpawnRequest request = bench().request(new Program.Exits(0));
        fails(inDirectory(request, Files.createFile(bench().folder.resolve("file"))), Errno.ENOTDIR, "Not a dir");
    }

    @Test
    default void keptPipe_keepsItsBytesWhenWriterAndReaderAreGone() throws OsException {
        Path path = bench().folder.resolve("kept");
        int pipe = bench().openPipe(path);
        Spawn keeper =
                bench().remember(bench().backend.processes().keepOpen(List.of(path.toString()), List.of("KEEPER=yes")));
        assertThat(keeper).isInstanceOf(Spawn.Started.class);
        try (Outside.Writer writer = bench().outside.openWriter(path)) {
            writer.write("kept".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            bench().close(pipe);
        }
        int again = bench().openPipe(path);
        assertThat(bench().readNow(again)).isEqualTo("kept");
        assertThat(bench().read(again, new byte[1])).isEqualTo(CaptureIo.NOTHING);
    }

    @Test
    default void keeperOfPipes_isASessionOfItsOwnWhoseEndIsReported() throws OsException {
        Path path = bench().folder.resolve("kept");
        int pipe = bench().openPipe(path);
        Spawn keeper =
                bench().remember(bench().backend.processes().keepOpen(List.of(path.toString()), List.of("KEEPER=yes")));
        long pid = ((Spawn.Started) keeper).pid();
        assertThat(bench().backend.table().facts(pid))
                .get()
                .extracting(ProcessFacts::session)
                .isEqualTo(pid);
        // Linux lets the parent go a moment before the new program's environment can be read.
        bench().until(
                        "its environment",
                        () -> bench().backend
                                .table()
                                .variable(pid, "KEEPER")
                                .filter("yes"::equals)
                                .isPresent());
        bench().backend.processes().signal(pid, Bench.SIGKILL);
        assertThat(bench().exit(pid)).hasValue(Bench.SIGKILL);
        assertThat(bench().read(pipe, new byte[1])).isEqualTo(CaptureIo.ENDED);
    }

    private void fails(SpawnRequest request, int errno, String words) {
        Spawn spawn = bench().spawn(request);
        assertThat(spawn).isInstanceOf(Spawn.Failed.class);
        Spawn.Failed failed = (Spawn.Failed) spawn;
        assertThat(failed.errno()).isEqualTo(errno);
        assertThat(failed.reason()).contains(words);
        bench().settle();
        assertThat(bench().hasAnyExited()).isFalse();
    }

    private SpawnRequest replaceExecutable(String executable) throws IOException {
        SpawnRequest request = bench().request(new Program.Exits(0));
        return new SpawnRequest(
                executable,
                request.argv(),
                request.environment(),
                request.directory(),
                request.stdout(),
                request.stderr());
    }

    private static SpawnRequest inDirectory(SpawnRequest request, Path directory) {
        return new SpawnRequest(
                request.executable(),
                request.argv(),
                request.environment(),
                directory.toString(),
                request.stdout(),
                request.stderr());
    }

    private String script(String permissions, String text) throws IOException {
        Path file = Files.writeString(bench().folder.resolve("script"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file.toString();
    }
}
