package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the variables of a process come from. */
class VariablesTest {
    @TempDir
    Path folder;

    private TomlFile file(String lines) throws IOException {
        return TomlFile.in(folder, "[process.api]\nscript = \"/a\"\n" + lines);
    }

    private Map<String, String> own(String lines) throws IOException {
        return file(lines).onlySpec().environment().own();
    }

    @Test
    void references_standForTheCallersVariables() throws IOException {
        assertThat(
                        own(
                                "env = { A = \"${LANG}\", B = \"x${LANG}${PATH}y\", C = \"${NO:-de fault}\", D = \"${NO:-}\" }\n"))
                .isEqualTo(Map.of("A", "C", "B", "xC/biny", "C", "de fault", "D", ""));
        assertThat(file("args = [\"--lang\", \"${LANG}\"]\ncwd = \"${LANG}\"\nkill_timeout = \"${NO:-3s}\"\n")
                        .onlySpec())
                .satisfies(
                        spec -> assertThat(spec.program().args()).containsExactly("--lang", "C"),
                        spec -> assertThat(spec.program().cwd())
                                .isEqualTo(folder.resolve("C").toString()),
                        spec -> assertThat(spec.stop().killTimeout()).hasSeconds(3));
    }

    @Test
    void escapedReferenceAndBareDollar_stayAsTheyAre() throws IOException {
        assertThat(own("env = { A = \"$${LANG}\", B = \"$LANG $5\", C = \"$$${LANG}\" }\n"))
                .isEqualTo(Map.of("A", "${LANG}", "B", "$LANG $5", "C", "$${LANG}"));
    }

    @Test
    void unsetOrBrokenReference_isAProblemAtItsPlace() throws IOException {
        assertThat(file("args = [\"x\", \"${NOPE}\"]\nenv.A = \"${LANG\"\n").problems())
                .containsExactly(
                        "3:14: args[1]: the variable NOPE is not set. Set it, or give a default: ${NOPE:-...}.",
                        "4:1: env.A has a \"${\" that is no variable. Write ${NAME} or ${NAME:-default}, or $${ for"
                                + " the two characters themselves.");
    }

    @Test
    void envFile_isBelowEnvAndBelowLaterFiles() throws IOException {
        Files.writeString(folder.resolve(".env"), """
                # a comment
                A=1
                export B = "two\\nlines \\"q\\"" # why
                C='single ${LANG} #'
                D=bare value # comment
                E=
                F=a#b

                """);
        Files.writeString(folder.resolve("more.env"), "A=2\n");
        Map<String, String> all = own("env_file = [\".env\", \"more.env\"]\nenv = { D = \"mine\" }\n");
        assertThat(all)
                .isEqualTo(Map.of(
                        "A", "2", "B", "two\nlines \"q\"", "C", "single ${LANG} #", "D", "mine", "E", "", "F", "a#b"));
        assertThat(own("env = { D = \"mine\" }\nenv_file = \".env\"\n"))
                .containsEntry("A", "1")
                .containsEntry("D", "mine");
    }

    @Test
    void envFileThatCannotBeRead_isAProblemAtItsKey() throws IOException {
        assertThat(file("env_file = \"no.env\"\n").problems())
                .containsExactly("3:1: env_file cannot be read: " + folder.resolve("no.env")
                        + " does not exist. Create it, or correct the path.");
        assertThat(file("env_file = [\".\"]\n").problems())
                .containsExactly("3:13: env_file[0] cannot be read: " + folder
                        + " is a folder. Name a file of lines NAME=value.");
        Path secret = Files.createFile(
                folder.resolve("secret.env"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        if (!Files.isReadable(secret)) {
            assertThat(file("env_file = \"secret.env\"\n").problems().getFirst())
                    .contains("permission denied");
        }
    }

    @Test
    void brokenLineOfAnEnvFile_isAProblemOfThatFile() throws IOException {
        Path env = Files.writeString(folder.resolve(".env"), "A=1\n  no assignment\nB=\"open\n");
        ConfigResult result = file("env_file = \".env\"\nargs = 1\n").load();
        assertThat(((ConfigResult.Invalid) result).problems())
                .extracting(ConfigProblem::file, ConfigProblem::line, ConfigProblem::column)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(folder.resolve("velos.toml"), 4, 1),
                        org.assertj.core.groups.Tuple.tuple(env, 2, 3),
                        org.assertj.core.groups.Tuple.tuple(env, 3, 1));
    }

    @Test
    void chosenProfile_isOverTheVariables() throws IOException {
        TomlFile file = file("""
                [process.api.env]
                A = "1"
                B = "1"
                [process.api.env.staging]
                B = "2"
                C = "${LANG}"
                [process.api.env.other]
                D = "${NOT_SET}"
                [process.web]
                script = "/b"
                env.A = "web"
                """);
        ConfigResult.Loaded staging = (ConfigResult.Loaded) file.load(Optional.of("staging"));
        assertThat(staging.specs())
                .map(spec -> spec.environment().own())
                .containsExactly(Map.of("A", "1", "B", "2", "C", "C"), Map.of("A", "web"));
        assertThat(file.load(Optional.of("other"))).isInstanceOf(ConfigResult.Invalid.class);
    }

    @Test
    void profileThatNoProcessHas_isAProblemThatNamesThoseThereAre() throws IOException {
        TomlFile file = file("env.staging = { A = \"1\" }\nenv.prod = { A = \"2\" }\n");
        ConfigResult.Invalid invalid = (ConfigResult.Invalid) file.load(Optional.of("stagng"));
        assertThat(invalid.problems())
                .extracting(ConfigProblem::text)
                .containsExactly(file.path() + ": No process has a profile \"stagng\". Did you mean \"staging\"?"
                        + " Profiles here: prod, staging.");
        ConfigResult.Invalid none = (ConfigResult.Invalid) file("").load(Optional.of("x"));
        assertThat(none.problems().getFirst().remedy()).isEqualTo("There is none yet; write [process.NAME.env.x].");
    }

    @Test
    void inheritance_leavesOutWhatIsNotWanted() throws IOException {
        assertThat(file("").onlySpec().environment().inherited()).isEqualTo(TomlFile.ENVIRONMENT);
        assertThat(file("env_inherit = \"none\"\n").onlySpec().environment().inherited())
                .isEmpty();
        assertThat(file("env_inherit = [\"LANG\", \"NO\"]\n")
                        .onlySpec()
                        .environment()
                        .inherited())
                .isEqualTo(Map.of("LANG", "C"));
        List<String> problems = file("env_inherit = \"some\"\n").problems();
        assertThat(problems)
                .containsExactly("3:1: env_inherit = \"some\" is not known."
                        + " Write \"all\", \"none\", or a list such as [\"PATH\", \"HOME\"].");
    }
}
