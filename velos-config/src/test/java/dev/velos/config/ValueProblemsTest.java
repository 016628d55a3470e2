package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of key refuses, with its position. */
class ValueProblemsTest {
    private static final String INSTANCES = " Write a number from 1 to 1000, or \"max\" for one on each processor.";
    private static final String QUOTE = " Write it in quotes: \"...\".";
    private static final String DURATION = " Write it in quotes with a unit, such as \"500ms\", \"10s\" or \"5m\".";
    private static final String VARIABLE = " Variables are texts in quotes.";

    @TempDir
    Path folder;

    private List<String> problems(String line) throws IOException {
        return TomlFile.in(folder, "[process.api]\nscript = \"/a\"\n" + line + "\n")
                .problems();
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments("cwd = 1", "3:1: cwd has to be a text, not a whole number." + QUOTE),
                arguments("cwd = 1.5", "3:1: cwd has to be a text, not a number with a fraction." + QUOTE),
                arguments("cwd = true", "3:1: cwd has to be a text, not true or false." + QUOTE),
                arguments("cwd = []", "3:1: cwd has to be a text, not a list." + QUOTE),
                arguments("cwd = {}", "3:1: cwd has to be a text, not a table." + QUOTE),
                arguments("cwd = 2026-01-01", "3:1: cwd has to be a text, not a date or time." + QUOTE),
                arguments(
                        "cwd = \" \"",
                        "3:1: cwd is empty. Name a folder, or leave cwd out to run in the folder of this file."),
                arguments(
                        "interpreter = \"\"",
                        "3:1: interpreter is empty."
                                + " Name a program, \"none\" to run the script itself, or leave interpreter out."),
                arguments("cwd = \"a\\u0000b\"", "3:1: cwd contains a NUL character. Remove \\u0000."),
                arguments(
                        "args = \"-v\"",
                        "3:1: args has to be a list of texts, not a text. Write it as [\"...\", \"...\"]."),
                arguments("args = [\"-v\", 3]", "3:15: args[1] has to be a text, not a whole number." + QUOTE),
                arguments("args = [[\"-v\"]]", "3:9: args[0] has to be a text, not a list." + QUOTE),
                arguments(
                        "interpreter_args = [\"\\u0000\"]",
                        "3:21: interpreter_args[0] contains a NUL character. Remove \\u0000."),
                arguments(
                        "max_memory = 300",
                        "3:1: max_memory has to be a size such as \"10M\", not a whole number."
                                + " Write it in quotes, such as \"512K\", \"10M\" or \"1G\"."),
                arguments("max_memory = \"1K\"", "3:1: max_memory = \"1K\" is out of range. Use 1M to 1024T."),
                arguments(
                        "user = \"not me\"",
                        "3:1: user = \"not me\" names nobody. Write the name of a user in quotes, or its number."),
                arguments(
                        "oom_score_adj = 1001",
                        "3:1: oom_score_adj = 1001 is out of range. Write a number from -1000 to 1000."),
                arguments(
                        "rlimits.nofile = \"many\"",
                        "3:1: rlimits.nofile: \"many\" is no limit. Write a number, a size such as \"64M\","
                                + " \"unlimited\", or two of them: \"1024:4096\"."),
                arguments(
                        "rlimits.nofile = \"4096:1024\"",
                        "3:1: rlimits.nofile: A soft limit of 4096 is over the hard limit of 1024."
                                + " Write soft:hard with the smaller one first."),
                arguments("cgroup.cpu = 0", "3:1: cgroup.cpu = 0 is out of range. Write a number from 0.01 to 4096."),
                arguments("instances = 0", "3:1: instances = 0 is not possible." + INSTANCES),
                arguments("instances = -2", "3:1: instances = -2 is not possible." + INSTANCES),
                arguments("instances = 1001", "3:1: instances = 1001 is not possible." + INSTANCES),
                arguments(
                        "instances = \"abc\"",
                        "3:1: instances has to be a whole number or \"max\", not a text." + INSTANCES),
                arguments("port = 70000", "3:1: port = 70000 is out of range. Write a number from 1 to 65535."),
                arguments(
                        "increment_var = \"A=B\"",
                        "3:1: increment_var = \"A=B\" names no variable. Write a name without \"=\"."),
                arguments(
                        "listen = true",
                        "3:1: listen has to be a port or an address, not true or false."
                                + " Write 3000, \"127.0.0.1:3000\" or \"unix:run/api.sock\"."),
                arguments(
                        "listen = [3000, \"example.org:80\"]",
                        "3:17: listen[1]: Listening there is not possible: \"example.org\" is no IP address."
                                + " Names are not looked up: write the address, such as 127.0.0.1, or the port alone"
                                + " for all of them."),
                arguments(
                        "listen = 0",
                        "3:1: listen: Listening there is not possible: port 0 is not possible: it would be another one"
                                + " at every start. Use 1 to 65535."),
                arguments(
                        "kill_timeout = 10",
                        "3:1: kill_timeout has to be a duration such as \"10s\", not a whole number." + DURATION),
                arguments(
                        "kill_timeout = \"10\"",
                        "3:1: kill_timeout: \"10\" is not a duration."
                                + " Write a number with a unit, such as 500ms, 10s, 5m, 1h30m or 7d."),
                arguments("kill_timeout = \"25h\"", "3:1: kill_timeout = \"25h\" is out of range. Use 0s to 1d."),
                arguments("min_uptime = \"2d\"", "3:1: min_uptime = \"2d\" is out of range. Use 0s to 1d."),
                arguments(
                        "restart = \"yes\"",
                        "3:1: restart = \"yes\" is not known."
                                + " Write one of \"always\", \"on-failure\", \"never\"."),
                arguments(
                        "restart = false",
                        "3:1: restart has to be a text, not true or false."
                                + " Write one of \"always\", \"on-failure\", \"never\"."),
                arguments(
                        "max_restarts = -1",
                        "3:1: max_restarts = -1 is out of range. Write a number from 0 to 1000000."),
                arguments(
                        "max_restarts = 4294967297",
                        "3:1: max_restarts = 4294967297 is out of range. Write a number from 0 to 1000000."),
                arguments(
                        "max_restarts = 1.5",
                        "3:1: max_restarts has to be a whole number, not a number with a fraction."
                                + " Write a number from 0 to 1000000."),
                arguments(
                        "watch = \"src\"",
                        "3:1: watch has to be true or false, not a text. Write watch = true or false."),
                arguments(
                        "watch = true\nwatch_paths = [\"/no/such\"]",
                        "4:1: watch_paths: /no/such does not exist. Check its name, or make it first."),
                arguments(
                        "watch = true\nwatch_paths = \"src\"",
                        "4:1: watch_paths has to be a list of paths, not a text. Write it as [\"src\", \"config.json\"]."),
                arguments(
                        "watch = true\nwatch_paths = [\"\"]",
                        "4:16: watch_paths[0] is empty. Name a file or a folder."),
                arguments(
                        "watch = true\nwatch_delay = \"2h\"",
                        "4:1: watch_delay = \"2h\" is out of range. Use 0s to 1h."),
                arguments(
                        "watch_ignore = [\"*.md\"]",
                        "3:1: watch_ignore has no effect, for watch is not set. Write watch = true."),
                arguments(
                        "schedule = \"0 0 30 2 *\"",
                        "3:1: schedule: \"0 0 30 2 *\" is no cron line: it never fires: no such day is in the calendar."
                                + " Choose another day or month."),
                arguments(
                        "cron_restart = 4",
                        "3:1: cron_restart has to be a cron line, not a whole number."
                                + " Write it in quotes: \"0 4 * * *\"."),
                arguments(
                        "schedule = \"@daily\"\ncron_restart = \"@daily\"",
                        "4:1: cron_restart and schedule do not go together."
                                + " Use cron_restart for what runs always, schedule for a job that ends by itself."),
                arguments(
                        "schedule = \"@daily\"\ntimezone = \"Europe/Berlim\"",
                        "4:1: timezone: \"Europe/Berlim\" is no time zone."
                                + " Use a name of the tz database, such as \"Europe/Berlin\" or \"UTC\"."),
                arguments(
                        "timezone = \"UTC\"",
                        "3:1: timezone has no effect, for neither schedule nor cron_restart is set. Add one of them."),
                arguments(
                        "overlap = \"queue\"",
                        "3:1: overlap has no effect, for schedule is not set. Add schedule = \"...\"."),
                arguments(
                        "schedule = \"@daily\"\noverlap = \"both\"",
                        "4:1: overlap = \"both\" is not known. Write one of \"skip\", \"queue\", \"replace\"."),
                arguments("max_age = \"10ms\"", "3:1: max_age = \"10ms\" is out of range. Use 1s to 36500d."),
                arguments(
                        "hooks.before_start = \"\"",
                        "3:1: hooks.before_start is empty. Name a command, or leave it out."),
                arguments(
                        "hooks.after_stop = [\"ls\"]",
                        "3:1: hooks.after_stop has to be a text, not a list. Write it in quotes: \"...\"."),
                arguments("hooks.timeout = \"2h\"", "3:1: hooks.timeout = \"2h\" is out of range. Use 1s to 1h."),
                arguments(
                        "hooks = true", "3:1: hooks has to be a table, not true or false. Write [process.NAME.hooks]."),
                arguments("log = \"a\"", "3:1: log has to be a table, not a text. Write [process.NAME.log]."),
                arguments(
                        "log.max_size = 10",
                        "3:1: log.max_size has to be a size such as \"10M\", not a whole number."
                                + " Write it in quotes, such as \"512K\", \"10M\" or \"1G\"."),
                arguments(
                        "log.max_size = \"ten\"",
                        "3:1: log.max_size: \"ten\" is not a size."
                                + " Write a whole number of bytes, or with K, M, G or T, such as 512K, 150M or 1G."),
                arguments("log.max_size = \"2T\"", "3:1: log.max_size = \"2T\" is out of range. Use 0 to 1T."),
                arguments(
                        "log.max_files = 0", "3:1: log.max_files = 0 is out of range. Write a number from 1 to 1000."),
                arguments(
                        "env = []",
                        "3:1: env has to be a table, not a list."
                                + " Write [process.NAME.env] with lines such as KEY = \"value\"."),
                arguments(
                        "env.PORT = 3000",
                        "3:1: env.PORT has to be a text, not a whole number." + VARIABLE + " Write PORT = \"3000\"."),
                arguments(
                        "env.DEBUG = true",
                        "3:1: env.DEBUG has to be a text, not true or false." + VARIABLE + " Write DEBUG = \"true\"."),
                arguments("env.A = 1.5", "3:1: env.A has to be a text, not a number with a fraction." + VARIABLE),
                arguments("env.A = \"\\u0000\"", "3:1: env.A contains a NUL character. Remove \\u0000."),
                arguments(
                        "env = { \"a=b\" = \"\" }",
                        "3:9: env.a=b cannot name an environment variable. Use a name without \"=\" and NUL."),
                arguments(
                        "env.\"\" = \"\"",
                        "3:1: env. cannot name an environment variable. Use a name without \"=\" and NUL."),
                arguments(
                        "env = { staging = { A = 1 } }",
                        "3:21: env.staging.A has to be a text, not a whole number." + VARIABLE + " Write A = \"1\"."),
                arguments(
                        "env = { staging = { A = {} } }",
                        "3:21: env.staging.A has to be a text, not a table." + VARIABLE),
                arguments(
                        "env = { \"a b\" = {} }",
                        "3:9: env.a b cannot name a profile. Use 1 to 64 of the characters A-Z a-z 0-9 . _ -."));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void wrongValue_isAProblemWithItsPlace(String line, String problem) throws IOException {
        assertThat(problems(line)).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"\\t\""})
    void emptyScript_isAProblem(String script) throws IOException {
        assertThat(TomlFile.in(folder, "[process.api]\nscript = " + script).problems())
                .containsExactly("2:1: script is empty. Name the file or the command to run.");
    }

    @Test
    void severalWrongValuesOfOneKey_areSeveralProblems() throws IOException {
        assertThat(problems("args = [1, \"\", 2]")).hasSize(2);
        assertThat(problems("env = { A = 1, B = \"2\", C = { D = 3 } }")).hasSize(2);
    }

    @Test
    void everyKey_refusesATableOfAnotherShape() throws IOException {
        for (Key<?> key : ProcessKeys.ALL) {
            String value = key.name().equals("env") ? "7" : "{ x = 1 }";
            assertThat(problems(key.name() + " = " + value)).as(key.name()).isNotEmpty();
        }
    }
}
