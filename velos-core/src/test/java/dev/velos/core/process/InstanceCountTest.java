package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceCountTest {
    @ParameterizedTest
    @CsvSource({"8,8", "max,6", "+2,5", "-1,2", "1,1", "1000,1000"})
    void change_isCountedFromWhatThereIs(String text, int count) {
        assertEquals(count, InstanceCount.changed(text, 3, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1.5", "--1", "99999999999", "MAX"})
    void wordThatIsNoNumber_isRefused(String text) {
        assertThatThrownBy(() -> InstanceCount.changed(text, 3, 6)).hasMessageContaining("is no number of instances");
    }

    @Test
    void fewerThanOne_isRefused() {
        assertThatThrownBy(() -> InstanceCount.of("0", 6)).hasMessageStartingWith("0 instances would leave none.");
        assertThatThrownBy(() -> InstanceCount.changed("-3", 3, 6))
                .hasMessageStartingWith("-3 instances from 3 would leave none.");
    }

    @Test
    void tooMany_areRefused() {
        assertThatThrownBy(() -> InstanceCount.changed("+998", 3, 6)).hasMessageContaining("are too many");
    }
}
