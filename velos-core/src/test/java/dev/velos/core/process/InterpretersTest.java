package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpretersTest {
    @ParameterizedTest
    @CsvSource({
        "/a/b.js, node",
        "b.mjs, node",
        "b.cjs, node",
        "b.ts, node",
        "b.py, python3",
        "b.rb, ruby",
        "b.php, php",
        "b.pl, perl",
        "b.sh, sh",
        "b.jar, java -jar",
        "B.JS, node",
        "a.tar.py, python3",
        "/x.js/b.py, python3"
    })
    void extension_choosesTheInterpreter(String path, String words) {
        assertThat(String.join(" ", Interpreters.forScript(path))).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b", "/a.js/b", ".js", "/x/.py", "b.", "b.exe", "b.js.bak", "js"})
    void anythingElse_runsByItself(String path) {
        assertThat(Interpreters.forScript(path)).isEmpty();
    }
}
