package dev.velos.cli.output;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;

/**
 * Why a command did not do what it was asked to.
 *
 * @param code that of a failure, or {@code usage}
 * @param message what is wrong and why
 * @param remedy what to do about it; may be empty
 */
public record Complaint(String code, String message, String remedy) {
    public static Complaint of(Failure failure) {
        return new Complaint(failure.code().wire(), failure.message(), failure.remedy());
    }

    /** {@code {"error":{"code":...,"message":...,"remedy":...}}} on standard output, or words on standard error. */
    public void print(Screen screen) {
        if (screen.mode().tellsFailuresAsJson()) {
            screen.out()
                    .line(Json.object(Fields.builder().put("error", fields()).build()));
        } else {
            screen.out().flush();
            screen.err().line("velos: " + message);
            if (!remedy.isEmpty()) {
                screen.err().line("  " + remedy);
            }
        }
        screen.flush();
    }

    private Fields fields() {
        return Fields.builder()
                .put("code", code)
                .put("message", message)
                .put("remedy", remedy)
                .build();
    }
}
