package dev.velos.mcp.process;

import dev.velos.client.diagnosis.Diagnosis;
import dev.velos.client.diagnosis.Evidence;
import dev.velos.client.diagnosis.Finding;
import dev.velos.core.event.Event;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.SecretText;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.event.Interventions;
import dev.velos.logs.query.LastFault;
import dev.velos.mcp.tool.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a process is down, or was restarted, in few words: what {@code velos why} finds.
 *
 * @param error the last one in its logs, with its trace; may be empty
 * @param interventions what was done to it from outside, the latest last
 */
record DiagnosisText(List<Finding> findings, LastFault error, List<Event> interventions) {
    private static final int FINDINGS = 3;
    private static final int INTERVENTIONS = 2;
    private static final int LONGEST_ERROR = 400;

    DiagnosisText {
        findings = List.copyOf(findings);
        interventions = List.copyOf(interventions);
    }

    /** Nothing for one that is well and whose last end was wished: its logs are not looked at. */
    static Optional<DiagnosisText> of(Fleet fleet, Fields info) {
        ProcessSnapshot process = ProcessSnapshot.of(info);
        if (Diagnosis.of(Evidence.of(info, "")).stream().allMatch(Finding::isGood)) {
            return Optional.empty();
        }
        LastFault error = LastFault.of(process);
        return Optional.of(new DiagnosisText(
                Diagnosis.of(Evidence.of(info, error.text())),
                error,
                Interventions.of(fleet.launcher().home(), process.id(), INTERVENTIONS)));
    }

    List<String> lines(long nowMillis) {
        List<String> lines = new ArrayList<>();
        findings.stream()
                .limit(FINDINGS)
                .forEach(it -> lines.add(SecretText.masked(
                        "why: " + it.what() + (it.advice().isEmpty() ? "" : " Try: " + it.advice()))));
        if (!error.text().isEmpty()) {
            lines.add("last error" + (error.atMillis() == 0 ? "" : " " + Words.when(error.atMillis(), nowMillis)) + ": "
                    + shortError());
        }
        interventions.forEach(it -> lines.add("done " + Words.when(it.atMillis(), nowMillis) + ": " + done(it)));
        return lines;
    }

    Fields fields() {
        Fields.Builder fields = Fields.builder()
                .putList(
                        "findings",
                        findings.stream()
                                .limit(FINDINGS)
                                .map(DiagnosisText::masked)
                                .toList());
        if (!error.text().isEmpty()) {
            fields.put("last_error", shortError());
        }
        return fields.putTexts(
                        "done",
                        interventions.stream()
                                .map(it -> Words.instant(it.atMillis()) + " " + done(it))
                                .toList())
                .build();
    }

    private static Fields masked(Finding finding) {
        return new Finding(finding.rule(), SecretText.masked(finding.what()), SecretText.masked(finding.advice()))
                .toFields();
    }

    private static String done(Event event) {
        return SecretText.masked(event.kind() + " " + event.text()).strip();
    }

    private String shortError() {
        String plain = SecretText.masked(error.text()).strip();
        return plain.length() <= LONGEST_ERROR ? plain : plain.substring(0, LONGEST_ERROR) + "...";
    }
}
