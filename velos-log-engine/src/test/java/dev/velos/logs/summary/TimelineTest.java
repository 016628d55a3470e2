package dev.velos.logs.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void countsPerSecondAndKey() {
        Timeline timeline = new Timeline(100);
        timeline.add(10, 1);
        timeline.add(10, 1);
        timeline.add(10, 2);
        timeline.add(11, 1);

        assertThat(entries(timeline)).containsExactlyInAnyOrderEntriesOf(Map.of("10 1", 2, "10 2", 1, "11 1", 1));
    }

    @Test
    void moreThanThereIsRoomFor_widensSpans_andLosesNoCount() {
        Timeline timeline = new Timeline(100);
        for (int second = 0; second < 10_000; second++) {
            timeline.add(second, second % 3);
            if (timeline.isFull()) {
                timeline.compact(key -> key);
            }
        }

        assertThat(timeline.spanSeconds()).isGreaterThan(60);
        assertThat(entries(timeline).values().stream().mapToInt(i -> i).sum()).isEqualTo(10_000);
    }

    @Test
    void mergedKeys_areCountedTogether() {
        Timeline timeline = new Timeline(100);
        timeline.add(10, 4);
        timeline.add(10, 6);
        timeline.compact(key -> 4);

        assertThat(entries(timeline)).containsExactlyEntriesOf(Map.of("10 4", 2));
    }

    private static Map<String, Integer> entries(Timeline timeline) {
        Map<String, Integer> entries = new HashMap<>();
        timeline.read((second, key, count) -> entries.merge(second + " " + key, count, Integer::sum));
        return entries;
    }
}
