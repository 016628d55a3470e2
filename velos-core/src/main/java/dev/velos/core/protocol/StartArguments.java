package dev.velos.core.protocol;

import dev.velos.core.process.Environment;
import dev.velos.core.process.ProcessSpec;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@link Commands#START}.
 *
 * @param await whether the reply waits until each process is up or known not to come up
 */
public record StartArguments(List<ProcessSpec> specs, Await await) {
    /** When the reply is sent. */
    public enum Await {
        /** When every process is up, or known not to come up. */
        UP,
        /** At once. */
        NOTHING
    }

    public StartArguments {
        specs = List.copyOf(specs);
    }

    /** The environment that specs of one command inherit travels once, as {@code base_env} beside the specs. */
    public Fields toFields() {
        Map<String, String> shared = largestEnvironment();
        return Fields.builder()
                .put("base_env", Fields.ofTexts(shared))
                .putList(
                        "specs",
                        specs.stream().map(spec -> fields(spec, shared)).toList())
                .put("wait", await == Await.UP)
                .build();
    }

    private Map<String, String> largestEnvironment() {
        Map<String, String> largest = Map.of();
        for (ProcessSpec spec : specs) {
            Map<String, String> inherited = spec.environment().inherited();
            largest = inherited.size() > largest.size() ? inherited : largest;
        }
        return largest;
    }

    private static Fields fields(ProcessSpec spec, Map<String, String> shared) {
        Map<String, String> inherited = spec.environment().inherited();
        return inherited.equals(shared)
                ? spec.toBriefFields()
                : Fields.builder()
                        .putAll(spec.toBriefFields())
                        .put(Environment.INHERITED_FIELD, Fields.ofTexts(inherited))
                        .build();
    }

    /** A spec without a {@code base_env} of its own inherits the shared one; equal ones are one and the same map. */
    public static StartArguments of(Fields fields) {
        Map<String, String> shared = Map.copyOf(fields.textMap("base_env"));
        return new StartArguments(
                fields.list("specs").stream()
                        .map(spec -> spec.has("base_env")
                                ? ProcessSpec.of(spec)
                                : ProcessSpec.of(spec).inheriting(shared))
                        .toList(),
                fields.flag("wait", true) ? Await.UP : Await.NOTHING);
    }
}
