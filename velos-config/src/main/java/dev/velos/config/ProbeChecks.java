package dev.velos.config;

import java.util.List;

/** What the keys of readiness and health may not say together. */
final class ProbeChecks {
    private static final String HEALTH = "health.";

    private ProbeChecks() {}

    static void check(List<Key.Setting<?>> settings, Problems problems) {
        onlyOne(settings, ReadinessKeys.SIGNALS, problems);
        onlyOne(settings, HealthKeys.PROBES, problems);
        if (chosen(settings, HealthKeys.PROBES).isEmpty()) {
            settings.stream()
                    .filter(setting -> setting.key().name().startsWith(HEALTH))
                    .findFirst()
                    .ifPresent(setting -> problems.add(
                            setting.position(),
                            setting.key().name() + " belongs to a probe, and there is none.",
                            "Add health.tcp, health.http or health.exec."));
        }
    }

    private static void onlyOne(List<Key.Setting<?>> settings, List<Key<?>> keys, Problems problems) {
        List<Key.Setting<?>> chosen = chosen(settings, keys);
        for (Key.Setting<?> second : chosen.subList(Math.min(1, chosen.size()), chosen.size())) {
            problems.add(
                    second.position(),
                    second.key().name() + " cannot stand beside "
                            + chosen.getFirst().key().name() + ": there is one sign only.",
                    "Keep one of them.");
        }
    }

    private static List<Key.Setting<?>> chosen(List<Key.Setting<?>> settings, List<Key<?>> keys) {
        return settings.stream()
                .filter(setting -> keys.stream().anyMatch(key -> key.is(setting.key())))
                .filter(setting -> !Boolean.FALSE.equals(setting.value()))
                .toList();
    }
}
