package dev.velos.mcp.config;

import dev.velos.config.ConfigProblem;
import dev.velos.config.ConfigResult;
import dev.velos.config.ProcessEdit;
import dev.velos.config.Settings;
import dev.velos.config.SettingsFile;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.process.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process and the velos.toml that describes it, as they are now.
 *
 * @param spec by which it runs
 * @param text of the file
 */
record ProcessConfig(Fleet fleet, ProcessSpec spec, Path file, String text) {
    /** Fails for a word that means several processes, and for one that no file describes. */
    static ProcessConfig of(Fleet fleet, String word) {
        List<Fields> infos = fleet.info(word);
        List<String> names =
                infos.stream().map(it -> it.text("name")).distinct().toList();
        if (names.size() > 1) {
            throw Failure.invalidRequest(
                            "\"" + word + "\" means " + names.size() + " processes.",
                            "Name one of them: " + String.join(", ", names) + ".")
                    .asException();
        }
        ProcessSpec spec = ProcessSpec.of(infos.getFirst().fields("spec"));
        Path file = Path.of(spec.registration().origin().orElseThrow(() -> withoutFile(spec.name())));
        try {
            return new ProcessConfig(fleet, spec, file, Files.readString(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static VelosException withoutFile(ProcessName name) {
        return Failure.conflict(
                        "\"" + name + "\" was started without a velos.toml, so there is none to read or change.",
                        "process_info shows its settings; process_delete and process_start change them.")
                .asException();
    }

    private static VelosException unreadable(Path file, IOException e) {
        return Failure.unavailable(
                        file + " cannot be read: " + e.getMessage() + ".",
                        "Check whether it is there, and who owns it.")
                .asException();
    }

    /** The table of the file that describes it. */
    ProcessName table() {
        return ProcessEdit.tableOf(file, text, fleet.environment(), spec.name());
    }

    /** What the process would be with this text; fails where anything in the file would be wrong. */
    ProcessSpec specWith(String newText) {
        Path settings = fleet.launcher().home().config();
        ConfigResult result = ProcessEdit.check(
                file,
                newText,
                fleet.environment(),
                Files.exists(settings) ? new SettingsFile(settings).require() : Settings.NONE);
        return switch (result) {
            case ConfigResult.Invalid invalid -> throw invalid(invalid.problems());
            case ConfigResult.Loaded loaded ->
                loaded.specs().stream()
                        .filter(it -> it.name().equals(spec.name()))
                        .findFirst()
                        .orElseThrow(() -> Failure.conflict(
                                        file + " no longer describes \"" + spec.name() + "\".",
                                        "Add it to the file, or delete the process.")
                                .asException());
        };
    }

    private static VelosException invalid(List<ConfigProblem> problems) {
        StringBuilder message = new StringBuilder("Nothing was changed, since the file would be wrong:");
        problems.forEach(problem -> message.append('\n').append(problem.text()));
        return Failure.invalidConfig(message.toString(), "").asException();
    }
}
