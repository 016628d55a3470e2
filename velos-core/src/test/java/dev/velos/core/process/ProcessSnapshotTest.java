package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.VelosException;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.FieldsCodec;
import dev.velos.core.protocol.WireException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessSnapshotTest {
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.velos.core.protocol.Seeds#seeds")
    void anySnapshot_comesBackThroughTheWire(long seed) throws WireException {
        Specs specs = new Specs(seed);
        for (int i = 0; i < 50; i++) {
            ProcessSnapshot snapshot = specs.snapshot();
            assertThat(ProcessSnapshot.of(FieldsCodec.decode(FieldsCodec.encode(snapshot.toFields()))))
                    .isEqualTo(snapshot);
        }
    }

    @Test
    void fieldNames_areThoseOfListJson() {
        assertThat(new Specs(1).snapshot().toFields().asMap().keySet())
                .contains("id", "name", "instance", "status", "cpu", "memory", "uptime_ms", "restarts", "reason")
                .contains("script", "args", "cwd", "out_log", "err_log", "started_at_ms", "adopted", "dropped_bytes");
    }

    @Test
    void displayName_namesTheInstanceOnlyAmongSeveral() {
        Fields one = Fields.builder()
                .putAll(new Specs(1).snapshot().toFields())
                .put("name", "api")
                .put("instance", 0)
                .put("instances", 1)
                .build();
        assertThat(ProcessSnapshot.of(one).displayName()).isEqualTo("api");
        Fields two = Fields.builder().putAll(one).put("instances", 2).build();
        assertThat(ProcessSnapshot.of(two).displayName()).isEqualTo("api:0");
    }

    @Test
    void list_isReadFromAReply() {
        ProcessSnapshot snapshot = new Specs(2).snapshot();
        Fields reply = Fields.builder()
                .putList("processes", List.of(snapshot.toFields()))
                .build();
        assertThat(ProcessSnapshot.listOf(reply)).containsExactly(snapshot);
        assertThat(ProcessSnapshot.listOf(Fields.empty())).isEmpty();
    }

    @Test
    void unknownStatus_isAFailureThatSaysSo() {
        Fields fields = Fields.builder()
                .putAll(new Specs(1).snapshot().toFields())
                .put("status", "dreaming")
                .build();
        assertThatThrownBy(() -> ProcessSnapshot.of(fields))
                .isInstanceOfSatisfying(
                        VelosException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.VERSION_MISMATCH))
                .hasMessage("The other side speaks of a status \"dreaming\" that this one does not know."
                        + " Use the same version of Velos on both sides.");
    }

    @ParameterizedTest
    @EnumSource
    void status_comesBackFromItsWireForm(ProcessStatus status) {
        assertThat(ProcessStatus.ofWire(status.wire())).isEqualTo(status);
        assertThat(status.wire()).matches("[a-z]+");
    }

    @Test
    void aliveStates_areThreeOfSeven() {
        assertThat(List.of(ProcessStatus.values()).stream().filter(ProcessStatus::isAlive))
                .containsExactly(ProcessStatus.LAUNCHING, ProcessStatus.ONLINE, ProcessStatus.STOPPING);
    }
}
