package dev.velos.cli.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a JavaScript module exports, as Node tells it: in a process of its own, without input, for a limited time. */
final class JsModule {
    private static final long PATIENCE_SECONDS = 20;

    /** Whatever the module itself prints goes to stderr, so that stdout holds one line of JSON. */
    private static final String SCRIPT = """
            const { pathToFileURL } = require("node:url");
            for (const name of ["log", "info", "debug"]) console[name] = console.error;
            const tell = (it) => require("node:fs").writeSync(1, JSON.stringify(it && it.default ? it.default : it));
            import(pathToFileURL(process.argv[1])).then(tell, (e) => { console.error(String(e)); process.exitCode = 1; });
            """;

    private JsModule() {}

    /** @throws dev.velos.core.failure.VelosException where there is no node, or the module fails */
    static Object exported(Path file) {
        try {
            Path out = Files.createTempFile("velos-import", ".json");
            Path err = Files.createTempFile("velos-import", ".err");
            try {
                return exported(file, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw ForeignProblem.of(
                    file + " is a program, and node, which would run it, cannot be started: " + e.getMessage() + ".",
                    "Install Node.js, or save what the file exports as JSON and import that.");
        }
    }

    private static Object exported(Path file, Path out, Path err) throws IOException {
        Process node = new ProcessBuilder(List.of("node", "--eval", SCRIPT, file.toString()))
                .directory(file.getParent().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int code = await(node, file);
        String json = Files.readString(out, StandardCharsets.UTF_8);
        if (code != 0 || json.isBlank()) {
            String why = Files.readString(err, StandardCharsets.UTF_8).strip();
            throw ForeignProblem.of(
                    file + " cannot be run by node: " + (why.isEmpty() ? "it exports nothing" : why) + ".",
                    "Correct it, or save what it exports as JSON and import that.");
        }
        return JsonText.parse(json, file.toString());
    }

    private static int await(Process node, Path file) {
        try {
            if (node.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return node.exitValue();
            }
            throw ForeignProblem.of(
                    file + " did not come to its end within " + PATIENCE_SECONDS + " s.",
                    "Save what it exports as JSON and import that.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ForeignProblem.of("The import was interrupted.", "");
        } finally {
            node.destroyForcibly();
        }
    }
}
