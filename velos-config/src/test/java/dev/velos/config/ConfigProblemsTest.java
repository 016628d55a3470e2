package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {
    private static final String EXAMPLE = "Write [process.NAME] and, below it, script = \"...\".";

    @TempDir
    Path folder;

    private TomlFile file(String text) throws IOException {
        return TomlFile.in(folder, text);
    }

    /** A process with this as its third line. */
    private TomlFile withLine(String line) throws IOException {
        return file("[process.api]\nscript = \"/a\"\n  " + line + "\n");
    }

    @Test
    void text_isFileLineColumnMessageRemedy() {
        Path file = Path.of("conf/velos.toml");
        assertThat(new ConfigProblem(file, 3, 7, "Wrong.", "Mend it.").text())
                .isEqualTo("conf/velos.toml:3:7: Wrong. Mend it.");
        assertThat(new ConfigProblem(file, 0, 0, "Gone.", "Look.").text()).isEqualTo("conf/velos.toml: Gone. Look.");
    }

    @Test
    void missingFile_isAProblem() {
        assertThat(new TomlFile(folder.resolve("velos.toml")).problems())
                .containsExactly("There is no such file. Check its path.");
    }

    @Test
    void pathThroughAFile_isAProblem() throws IOException {
        Path inFile = file("").path().resolve("velos.toml");
        assertThat(new TomlFile(inFile).problems())
                .containsExactly("It cannot be read: " + inFile + ": Not a directory. Check the path and the disk.");
    }

    @Test
    void folder_isAProblem() {
        assertThat(new TomlFile(folder).problems())
                .containsExactly("It is a folder. Name the file in it, for example " + folder + "/velos.toml.");
    }

    @Test
    void unreadableFile_isAProblem() throws IOException {
        TomlFile file = file("");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("-w-------"));
        assumeThat(Files.isReadable(file.path()))
                .as("a superuser reads everything")
                .isFalse();
        assertThat(file.problems())
                .containsExactly("It cannot be read: permission denied. Give yourself the right to (chmod u+r).");
    }

    @Test
    void otherEncoding_isAProblem() throws IOException {
        Path path = Files.write(folder.resolve("velos.toml"), new byte[] {'#', (byte) 0xe9, '\n'});
        assertThat(new TomlFile(path).problems()).containsExactly("It is not UTF-8 text. Save it as UTF-8.");
    }

    @Test
    void hugeFile_isAProblem() throws IOException {
        assertThat(file("#".repeat(ConfigText.MAX_BYTES + 1)).problems())
                .containsExactly("It is larger than 4 MiB. Check that it is the file you meant, or split it.");
    }

    @Test
    void deepNesting_isAProblem() throws IOException {
        assertThat(file("a = " + "[".repeat(20_000)).problems())
                .singleElement()
                .asString()
                .startsWith("1:134: This is not TOML: nesting is too deep");
        assertThat(file("a = 1\n" + "a.".repeat(20_000) + "a = 1").problems()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"''", "'# nothing'", "[process]"})
    void noProcess_isAProblem(String text) throws IOException {
        assertThat(file(text).problems()).containsExactly("It has no process. " + EXAMPLE);
    }

    @Test
    void processThatIsNoTable_isAProblem() throws IOException {
        assertThat(file("process = 3").problems())
                .containsExactly("1:1: process has to be a table, not a whole number. " + EXAMPLE);
        assertThat(file("[[process]]\nscript = \"/a\"").problems())
                .containsExactly("1:1: process has to be a table, not a list. " + EXAMPLE);
        assertThat(file("[process]\n\tscript = \"/a\"").problems())
                .containsExactly("2:2: process.script has to be a table, not a text. " + EXAMPLE);
    }

    @Test
    void unknownKeyOfTheFile_namesTheNearest() throws IOException {
        assertThat(file("[proces.api]\nscript = \"/a\"").problems())
                .containsExactly("1:1: proces is not a key of velos.toml. Did you mean \"process\"?");
        assertThat(file("version = 1\n[process.a]\nscript = \"/a\"").problems())
                .containsExactly("1:1: version is not a key of velos.toml. Known here: process, logs.");
    }

    @ParameterizedTest
    @CsvSource({
        "scrpt, script", "arg, args", "killTimeout, kill_timeout", "kill-timeout, kill_timeout", "restarts, restart",
        "min_uptme, min_uptime", "lgs, logs", "ENV, env", "interpreter_arg, interpreter_args", "instance, instances"
    })
    void unknownKeyOfAProcess_namesTheNearest(String key, String nearest) throws IOException {
        assertThat(withLine(key + " = 1").problems())
                .containsExactly("3:3: " + key + " is not a key of velos.toml. Did you mean \"" + nearest + "\"?");
    }

    @Test
    void unknownKeyFarFromAll_listsThemAll() throws IOException {
        assertThat(withLine("\"x\\u001b\\ny\" = 1").problems())
                .containsExactly("3:3: x??y is not a key of velos.toml. Known here: "
                        + String.join(", ", ProcessTable.names("")) + ".");
    }

    @Test
    void unknownKeyOfLog_namesTheNearestThere() throws IOException {
        assertThat(withLine("log = { maxsize = \"1M\", size = 1 }").problems())
                .containsExactly(
                        "3:11: log.maxsize is not a key of velos.toml. Did you mean \"max_size\"?",
                        "3:27: log.size is not a key of velos.toml. Known here: max_size, max_files, compress, format, timestamps, merge.");
    }

    @Test
    void quotedDottedKey_isNotTheKeyInTheTable() throws IOException {
        assertThat(withLine("\"log.max_size\" = \"1M\"").problems())
                .singleElement()
                .asString()
                .startsWith("3:3: log.max_size is not a key of velos.toml.");
    }

    @Test
    void illegalName_isAProblemAtTheHeader() throws IOException {
        assertThat(file("\n[process.\"a b\"]\nscript = \"/a\"").problems())
                .containsExactly("2:1: \"a b\" cannot be the name of a process: the character at position 2 is not"
                        + " allowed. Use 1 to 64 of the characters A-Z a-z 0-9 . _ - with a letter among them.");
        assertThat(file("[process.all]\nscript = \"/a\"").problems())
                .singleElement()
                .asString()
                .startsWith("1:1: \"all\" cannot be the name of a process");
    }

    @Test
    void missingScript_isAProblemAtTheHeader() throws IOException {
        assertThat(file("# x\n[process.api]\nargs = []").problems())
                .containsExactly("2:1: process.api has no script. Add script = \"...\", the file to run.");
    }

    @Test
    void processTwice_isAProblemAtTheSecond() throws IOException {
        assertThat(file("[process.a]\nscript = \"/a\"\n\n[process.a]\nscript = \"/b\"")
                        .problems())
                .containsExactly(
                        "4:1: process.a was defined before, at line 1, column 1. Keep one of them.",
                        "5:1: script was defined before, at line 2, column 1. Keep one of them.");
    }

    @Test
    void brokenToml_isAProblemWhereItBreaks() throws IOException {
        assertThat(withLine("cwd = /srv").problems())
                .containsExactly("3:9: This is not TOML: unexpected '/', expected a value."
                        + " Mend the line; texts need quotes.");
    }

    @Test
    void brokenScript_isNotAlsoMissing() throws IOException {
        assertThat(file("[process.api]\nscript = \"/a\nrestart = 1").problems())
                .containsExactly(
                        "2:13: This is not TOML: unexpected end of line, expected \" or a character."
                                + " Mend the line; texts need quotes.",
                        "3:1: restart has to be a text, not a whole number."
                                + " Write one of \"always\", \"on-failure\", \"never\".");
    }

    @Test
    void brokenHeader_hidesWhatFollowsFromIt() throws IOException {
        assertThat(file("[process.api\nscript = \"/a\"\n[process.api.log\nmax_size = 1")
                        .problems())
                .containsExactly(
                        "1:13: This is not TOML: unexpected end of line, expected ]."
                                + " Mend the line; texts need quotes.",
                        "3:17: This is not TOML: unexpected end of line, expected ]."
                                + " Mend the line; texts need quotes.");
    }

    @Test
    void lineThatTheParserFailsOn_isAProblemThere() throws IOException {
        assertThat(file("[process.api]\nscript = \"/a\"\n\nlog = { a = \"10M\", b = , }\n[process.b]\n")
                        .problems())
                .containsExactly("4:1: This is not TOML. Mend the line, or what begins before it.");
    }

    @Test
    void numberBeyondRange_isAProblemOfToml() throws IOException {
        assertThat(withLine("max_restarts = 99999999999999999999").problems())
                .containsExactly("3:18: This is not TOML: integer is too large. Mend the line; texts need quotes.");
    }

    @Test
    void everyProblem_isReportedAtOnceInTheOrderOfTheFile() throws IOException {
        assertThat(file("""
                [process.api]
                script = 5
                wathc = true
                [process.api.env]
                PORT = 3000
                [process.web]
                cwd = ""
                kill_timeout = "10"
                [extra]
                """).problems())
                .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly("2:1:", "3:1:", "5:1:", "6:1:", "7:1:", "8:1:", "9:1:");
    }

    @Test
    void oneWrongProcess_startsNone() throws IOException {
        assertThat(file("[process.a]\nscript = \"/a\"\n[process.b]\n").load())
                .isInstanceOfSatisfying(
                        ConfigResult.Invalid.class,
                        invalid -> assertThat(invalid.problems()).hasSize(1));
    }

    @Test
    void problem_namesTheFileAsItWasGiven() throws IOException {
        file("x = 1");
        Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("velos.toml"));
        assertThat(ConfigLoader.load(relative, Map.of(), Optional.empty()))
                .isInstanceOfSatisfying(
                        ConfigResult.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(ConfigProblem::file)
                                .containsOnly(relative));
    }
}
