package dev.velos.cli.output;

import dev.velos.client.diagnosis.Evidence;
import dev.velos.client.diagnosis.Finding;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a process stands as it does, on one screen.
 *
 * @param errorAtMillis when the last error came, in milliseconds since 1970; 0 where that is not known
 * @param changes what was done to it from outside, the latest last
 */
public record WhySheet(Evidence evidence, List<Finding> findings, long errorAtMillis, List<Fields> changes) {
    private static final int LIVES = 5;
    private static final int ERROR_LINES = 16;
    private static final int BRIEF_ERROR = 500;
    private static final int BRIEF_ROWS = 3;

    public WhySheet {
        findings = List.copyOf(findings);
        changes = List.copyOf(changes);
    }

    /** All of it. */
    public Fields facts() {
        return facts(LIVES, SafeText.of(evidence.lastError(), false), changes);
    }

    /** What matters, in bounded room. */
    public Fields brief() {
        String error = SafeText.of(evidence.lastError(), false);
        String bounded = error.length() <= BRIEF_ERROR
                ? error
                : error.substring(0, BRIEF_ERROR) + "… +" + (error.length() - BRIEF_ERROR);
        return facts(BRIEF_ROWS, bounded, changes.subList(Math.max(0, changes.size() - BRIEF_ROWS), changes.size()));
    }

    private Fields facts(int most, String error, List<Fields> changed) {
        Fields.Builder lastError = Fields.builder();
        if (!error.isEmpty()) {
            lastError.put("at_ms", errorAtMillis).put("text", error);
        }
        return Fields.builder()
                .putAll(ProcessBrief.standing(evidence.process()))
                .putList("findings", findings.stream().map(Finding::toFields).toList())
                .putList("lives", ProcessBrief.ends(evidence.lives(), most))
                .put("last_error", lastError.build())
                .putList("changes", changed)
                .build();
    }

    /** For a person. */
    public void print(Screen screen) {
        ProcessSnapshot process = evidence.process();
        screen.out()
                .line(screen.paint(Style.BOLD, process.displayName()) + " is "
                        + screen.paint(
                                Style.of(process.status()), process.status().wire())
                        + (process.reason().isEmpty() ? "" : " (" + DisplayWidth.oneLine(process.reason()) + ")")
                        + (process.restarts() == 0 ? "" : ", " + process.restarts() + " restarts"));
        for (Finding finding : findings) {
            screen.out().line("  " + screen.paint(Style.YELLOW, DisplayWidth.oneLine(finding.what())));
            if (!finding.advice().isEmpty()) {
                screen.out().line("    " + DisplayWidth.oneLine(finding.advice()));
            }
        }
        printLives(screen);
        printError(screen);
        printChanges(screen);
    }

    private void printLives(Screen screen) {
        List<Life> lives = evidence.lives();
        title("Ends, the latest first", lives.isEmpty(), screen);
        for (Life life : lives.subList(0, Math.min(LIVES, lives.size()))) {
            screen.out()
                    .line("  " + Timestamp.ofEpochMillis(life.endMillis()) + "  " + DisplayWidth.oneLine(life.reason())
                            + ", after " + Amounts.duration(life.endMillis() - life.startMillis()));
        }
    }

    private void printError(Screen screen) {
        List<String> lines = new ArrayList<>(evidence.lastError().lines().toList());
        String when = errorAtMillis == 0 ? "" : ", " + Timestamp.ofEpochMillis(errorAtMillis);
        title("Last error" + when, lines.isEmpty(), screen);
        for (String line : lines.subList(0, Math.min(ERROR_LINES, lines.size()))) {
            screen.out().line("  " + SafeText.of(line, false));
        }
        if (lines.size() > ERROR_LINES) {
            screen.out()
                    .line("  ... and " + (lines.size() - ERROR_LINES) + " lines more: velos logs "
                            + evidence.process().name() + " --level error");
        }
    }

    private void printChanges(Screen screen) {
        title("Done from outside", changes.isEmpty(), screen);
        for (Fields change : changes) {
            long at = change.integer("at_ms", 0);
            screen.out()
                    .line("  " + (at == 0 ? "now" : Timestamp.ofEpochMillis(at)) + "  " + change.text("event") + "  "
                            + DisplayWidth.oneLine(change.text("reason")));
        }
    }

    private static void title(String title, boolean isEmpty, Screen screen) {
        if (!isEmpty) {
            screen.out().line(screen.paint(Style.DIM, title));
        }
    }
}
