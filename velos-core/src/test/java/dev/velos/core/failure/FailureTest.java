package dev.velos.core.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    @ParameterizedTest
    @EnumSource
    void code_comesBackFromItsWireForm(ErrorCode code) {
        assertThat(ErrorCode.ofWire(code.wire())).isEqualTo(code);
        assertThat(code.wire()).matches("[a-z-]+");
    }

    @Test
    void unknownCode_isInternal() {
        assertThat(ErrorCode.ofWire("new")).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void text_isMessageAndRemedy() {
        assertThat(Failure.internal("It broke.", "").text()).isEqualTo("It broke.");
        assertThat(Failure.unavailable("It is gone.", "Start it.").asException())
                .hasMessage("It is gone. Start it.")
                .extracting(VelosException::failure)
                .isEqualTo(new Failure(ErrorCode.UNAVAILABLE, "It is gone.", "Start it."));
    }

    @Test
    void factories_haveTheirCodes() {
        assertThat(Failure.invalidRequest("", "").code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(Failure.invalidConfig("", "").code()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(Failure.notFound("", "").code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(Failure.conflict("", "").code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(Failure.spawnFailed("", "").code()).isEqualTo(ErrorCode.SPAWN_FAILED);
        assertThat(Failure.versionMismatch("", "").code()).isEqualTo(ErrorCode.VERSION_MISMATCH);
    }
}
