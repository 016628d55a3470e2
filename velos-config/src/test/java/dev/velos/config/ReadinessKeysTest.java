package dev.velos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.velos.core.process.Dependencies;
import dev.velos.core.process.HealthPolicy;
import dev.velos.core.process.InternetAddress;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Readiness.Signal;
import dev.velos.core.process.StopPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The keys that say when a process is ready and how it is found out whether it does well. */
class ReadinessKeysTest {
    private static final String ADDRESS =
            " Write localhost or an address in numbers, such as 127.0.0.1 or [::1];" + " names are not looked up.";
    private static final String PORT = " Write it as 127.0.0.1:3000, or as 3000.";

    @TempDir
    Path folder;

    private TomlFile file(String... lines) throws IOException {
        return TomlFile.in(folder, "[process.api]\nscript = \"/a\"\n" + String.join("\n", lines) + "\n");
    }

    private Signal signal(String line) throws IOException {
        return file(line).onlySpec().readiness().signal().orElseThrow();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(
                        "ready.tcp = 3000",
                        "ready.tcp has to be an address such as \"127.0.0.1:3000\", not a whole"
                                + " number. Write it in quotes."),
                arguments("ready.tcp = \"db\"", "ready.tcp: \"db\" has no port." + PORT),
                arguments("ready.tcp = \"db:5432\"", "ready.tcp: \"db\" is no address." + ADDRESS),
                arguments("ready.tcp = \"127.0.0.1:\"", "ready.tcp: \"127.0.0.1:\" has no port." + PORT),
                arguments("ready.tcp = \"1.2.3:80\"", "ready.tcp: \"1.2.3\" is no address." + ADDRESS),
                arguments("ready.tcp = \"1.2.3.256:80\"", "ready.tcp: \"1.2.3.256\" is no address." + ADDRESS),
                arguments("ready.tcp = \"[1::2::3]:80\"", "ready.tcp: \"1::2::3\" is no address." + ADDRESS),
                arguments("ready.tcp = \"70000\"", "ready.tcp: The port 70000 is not possible. Use 1 to 65535."),
                arguments("ready.tcp = \"0\"", "ready.tcp: The port 0 is not possible. Use 1 to 65535."),
                arguments(
                        "ready.http = \"https://127.0.0.1/\"",
                        "ready.http: Velos asks by plain HTTP only, not by HTTPS. Ask a port without TLS, or use exec"
                                + " with a program such as curl."),
                arguments(
                        "ready.http = \"http://example.org/\"", "ready.http: \"example.org\" is no address." + ADDRESS),
                arguments(
                        "ready.http = \"127.0.0.1:80/a b\"",
                        "ready.http: \"/a b\" is no path of a URL. Begin it with a slash, and write other characters"
                                + " than visible ASCII as %XX."),
                arguments(
                        "ready.exec = []",
                        "ready.exec is empty. Write it as [\"pg_isready\", \"-q\"], or as a text for sh."),
                arguments(
                        "ready.exec = \" \"",
                        "ready.exec is empty. Write it as [\"pg_isready\", \"-q\"], or as a text for sh."),
                arguments(
                        "ready.exec = 1",
                        "ready.exec has to be a command, not a whole number. Write it as [\"pg_isready\", \"-q\"], or"
                                + " as a text for sh."),
                arguments(
                        "ready.log = \"*\"",
                        "ready.log: The pattern of a line is empty. Name a text that stands in the line, such as"
                                + " listening."),
                arguments("ready.htp = \"3000\"", "ready.htp is not a key of velos.toml. Did you mean \"http\"?"),
                arguments("ready = true", "ready has to be a table, not true or false. Write [process.NAME.ready]."),
                arguments("ready_timeout = \"0s\"", "ready_timeout = \"0s\" is out of range. Use 1ms to 1d."),
                arguments("watchdog = \"10ms\"", "watchdog = \"10ms\" is out of range. Use 100ms to 1d."),
                arguments(
                        "health.interval = \"1s\"",
                        "health.interval belongs to a probe, and there is none. Add health.tcp, health.http or"
                                + " health.exec."),
                arguments(
                        "health = { tcp = \"80\", interval = \"10ms\" }",
                        "health.interval = \"10ms\" is out of range. Use 100ms to 1d."),
                arguments(
                        "health = { tcp = \"80\", retries = 0 }",
                        "health.retries = 0 is out of range. Write a number from 1 to 1000."),
                arguments(
                        "health = { tcp = \"80\", action = \"kill\" }",
                        "health.action = \"kill\" is not known. Write one of \"restart\", \"mark\"."),
                arguments(
                        "health = { tcp = \"80\", exec = \"true\" }",
                        "health.exec cannot stand beside health.tcp: there is one sign only. Keep one of them."),
                arguments(
                        "wait_ready = true\nready.notify = true",
                        "ready.notify cannot stand beside wait_ready: there is one sign only. Keep one of them."));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongValue_isAProblemWithARemedy(String lines, String problem) throws IOException {
        assertThat(file(lines).problems()).singleElement().asString().endsWith(": " + problem);
    }

    @Test
    void everySign_isRead() throws IOException {
        assertThat(signal("ready.tcp = \"3000\"").text()).isEqualTo("tcp localhost:3000");
        assertThat(signal("ready.tcp = \"[::1]:3000\"").text()).isEqualTo("tcp [::1]:3000");
        assertThat(signal("ready.http = \":3000\"").text()).isEqualTo("http localhost:3000/");
        assertThat(signal("ready.http = \"http://10.0.0.7/up?full=1\"").text()).isEqualTo("http 10.0.0.7:80/up?full=1");
        assertThat(signal("ready.http = \"http://[::1]/\"").text()).isEqualTo("http [::1]:80/");
        assertThat(signal("ready.exec = \"pg_isready -q\"").text()).isEqualTo("exec pg_isready -q");
        assertThat(signal("ready.exec = [\"pg_isready\", \"-q\"]").text()).isEqualTo("exec pg_isready -q");
        assertThat(signal("ready.log = \"up on *\"").text()).isEqualTo("a line with \"up on *\"");
        assertThat(signal("ready.notify = true")).isEqualTo(new Signal.Notification());
        assertThat(signal("wait_ready = true")).isEqualTo(new Signal.Message());
    }

    @Test
    void signThatIsSwitchedOff_mayStandBesideAnother() throws IOException {
        ProcessSpec spec = file("wait_ready = false", "ready.notify = true").onlySpec();
        assertThat(spec.readiness().signal()).contains(new Signal.Notification());
        assertThat(file("wait_ready = false").onlySpec().readiness().signal()).isEmpty();
    }

    @Test
    void healthAndTheRest_areRead() throws IOException {
        ProcessSpec spec = file(
                        "shutdown_message = true",
                        "watchdog = \"20s\"",
                        "[process.api.health]",
                        "tcp = \"127.0.0.1:80\"",
                        "interval = \"1s\"",
                        "timeout = \"2s\"",
                        "retries = 5",
                        "start_period = \"1m\"",
                        "action = \"mark\"")
                .onlySpec();
        assertThat(spec.health())
                .isEqualTo(HealthPolicy.DEFAULT
                        .withProbe(new ProbeTarget.Tcp(new InternetAddress("127.0.0.1", 80)))
                        .withInterval(Duration.ofSeconds(1))
                        .withTimeout(Duration.ofSeconds(2))
                        .withRetries(5)
                        .withStartPeriod(Duration.ofMinutes(1))
                        .withAction(HealthPolicy.Action.MARK)
                        .withWatchdog(Duration.ofSeconds(20)));
        assertThat(spec.stop().manner()).isEqualTo(StopPolicy.Manner.MESSAGE);
    }

    private List<String> problemsOf(String text) throws IOException {
        return TomlFile.in(folder, text).problems();
    }

    private static String process(String name, String lines) {
        return "[process." + name + "]\nscript = \"/a\"\n" + lines + "\n";
    }

    @Test
    void dependencies_areRead() throws IOException {
        List<ProcessSpec> specs = TomlFile.in(
                        folder,
                        process("api", "depends_on = { db = \"healthy\", job = \"completed\" }")
                                + process("db", "health.tcp = \"80\"")
                                + process("job", ""))
                .specs();
        assertThat(specs.getFirst().dependencies().on().values())
                .containsExactly(Dependencies.Condition.HEALTHY, Dependencies.Condition.COMPLETED);
    }

    @Test
    void dependenciesThatCannotBe_areProblems() throws IOException {
        assertThat(problemsOf(process("api", "depends_on = { dv = \"ready\" }") + process("db", "")))
                .containsExactly("3:1: depends_on.dv: the file has no process \"dv\". Did you mean \"db\"?");
        assertThat(problemsOf(process("api", "depends_on = { db = \"healthy\" }") + process("db", "")))
                .containsExactly("3:1: depends_on.db = \"healthy\": \"db\" has no health check."
                        + " Give it one, or write \"ready\".");
        assertThat(problemsOf(process("api", "depends_on = { db = \"up\" }") + process("db", "")))
                .singleElement()
                .asString()
                .contains("depends_on.db = \"up\" is not known.");
        assertThat(problemsOf(process("api", "depends_on = [\"db\"]")))
                .containsExactly(
                        "3:1: depends_on has to be a table, not a list." + " Write depends_on = { NAME = \"ready\" }.");
        assertThat(problemsOf(process("a", "depends_on = { b = \"ready\" }")
                        + process("b", "depends_on = { a = \"started\" }")))
                .singleElement()
                .asString()
                .contains("The processes depend on each other in a circle: a -> b -> a.");
    }

    @Test
    void addressOfTheTarget_isThatOfTheText() {
        assertThat(InternetAddress.parse("[fe80::1:2]:80").candidates().getFirst())
                .containsExactly(0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2);
        assertThat(InternetAddress.parse("10.0.0.255:80").candidates().getFirst())
                .containsExactly(10, 0, 0, 255);
        assertThat(InternetAddress.parse("LOCALHOST:80").candidates()).hasSize(2);
        assertThat(List.of(InternetAddress.parse("::1:80").host())).containsExactly("::1");
    }
}
