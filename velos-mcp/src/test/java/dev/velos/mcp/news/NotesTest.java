package dev.velos.mcp.news;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.event.Event;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.rpc.LogLevel;
import org.junit.jupiter.api.Test;

class NotesTest {
    private final Notes notes = new Notes();

    @Test
    void endThatNobodyAskedFor_isAnError() {
        assertThat(level("exited", "exit 3 after 2s")).isEqualTo(LogLevel.ERROR);
        assertThat(level("exited", "exit 0 after 2s")).isEqualTo(LogLevel.INFO);
        assertThat(level("restarting", "memory")).isEqualTo(LogLevel.INFO);
        assertThat(level("exited", "SIGTERM after 2s")).isEqualTo(LogLevel.INFO);
        assertThat(level("exited", "SIGSEGV after 2s")).isEqualTo(LogLevel.ERROR);
    }

    @Test
    void givingUpAndIllHealth_areTheirOwnGrades() {
        assertThat(level("errored", "exit 1")).isEqualTo(LogLevel.CRITICAL);
        assertThat(level("health", "unhealthy: connection refused")).isEqualTo(LogLevel.WARNING);
        assertThat(level("health", "healthy")).isEqualTo(LogLevel.INFO);
        assertThat(level("of-a-later-version", "")).isEqualTo(LogLevel.INFO);
    }

    @Test
    void errorUnlikeThoseBefore_isAnError_andAFatalOneIsCritical() {
        assertThat(level("new-error", "cannot reach <ip>")).isEqualTo(LogLevel.ERROR);
        Fields fatal = Fields.builder()
                .put("process", "api")
                .put("level", "fatal")
                .put("reason", "out of memory")
                .build();
        assertThat(notes.of(new Event(0, "new-error", fatal)).level()).isEqualTo(LogLevel.CRITICAL);
    }

    @Test
    void secrets_areMasked() {
        assertThat(notes.of(event("sent", "password=hunter2")).data().text("text"))
                .isEqualTo("password=***");
    }

    private LogLevel level(String kind, String reason) {
        return notes.of(event(kind, reason)).level();
    }

    private static Event event(String kind, String reason) {
        return new Event(
                0,
                kind,
                Fields.builder().put("process", "api").put("reason", reason).build());
    }
}
