package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    private final Map<ProcessName, Dependencies> all = new LinkedHashMap<>();

    private void add(String name, String... others) {
        Map<ProcessName, Dependencies.Condition> on = new LinkedHashMap<>();
        for (String other : others) {
            on.put(new ProcessName(other), Dependencies.Condition.READY);
        }
        all.put(new ProcessName(name), new Dependencies(on));
    }

    @Test
    void circle_isToldByItsNames() {
        add("web", "api");
        add("api", "db", "queue");
        add("db");
        add("queue", "web");
        assertThat(Dependencies.circle(all).orElseThrow())
                .extracting(ProcessName::value)
                .containsExactly("web", "api", "queue", "web");
    }

    @Test
    void processThatDependsOnItself_isACircle() {
        add("a", "a");
        assertThat(Dependencies.circle(all).orElseThrow()).hasSize(2);
    }

    @Test
    void manyWaysToOneProcess_areNoCircle() {
        add("web", "api", "db", "nobody");
        add("api", "db");
        add("db");
        assertThat(Dependencies.circle(all)).isEmpty();
    }
}
