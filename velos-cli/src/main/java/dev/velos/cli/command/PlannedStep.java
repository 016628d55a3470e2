package dev.velos.cli.command;

import dev.velos.config.SpecChange;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of one process when a velos.toml is applied.
 *
 * @param spec as the file has it; of one that is removed, as the daemon has it
 * @param changes the keys that differ, where the daemon knows the process
 */
record PlannedStep(Kind kind, ProcessSpec spec, List<SpecChange> changes) {
    enum Kind {
        NEW("new"),
        /** The change reaches the program. */
        RELOADED("reloaded"),
        /** The change is of a kind that what runs goes on with. */
        UPDATED("updated"),
        /** It was down. */
        STARTED("started"),
        UNCHANGED("unchanged"),
        REMOVED("removed");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }
    }

    PlannedStep {
        changes = List.copyOf(changes);
    }

    String name() {
        return spec.name().value();
    }

    /** The word for it in JSON. */
    String word() {
        return kind.wire;
    }

    /** What the report says behind the process. */
    String note() {
        return switch (kind) {
            case NEW -> "new";
            case RELOADED -> "reloaded, changed: " + keys();
            case UPDATED -> changes.isEmpty() ? "now of this file" : "goes on, changed: " + keys();
            case STARTED -> changes.isEmpty() ? "was down" : "was down, changed: " + keys();
            case UNCHANGED -> "unchanged";
            case REMOVED -> "no longer in the file";
        };
    }

    private String keys() {
        List<String> keys = new ArrayList<>();
        for (SpecChange change : changes) {
            keys.add(change.key());
        }
        return String.join(", ", keys);
    }

    /** @param masked whose values may be printed */
    Fields toFields(ChangeText masked) {
        List<Fields> keys = new ArrayList<>();
        for (SpecChange change : changes) {
            keys.add(Fields.builder()
                    .put("key", change.key())
                    .putOptional("before", masked.before(change))
                    .putOptional("after", masked.after(change))
                    .build());
        }
        return Fields.builder()
                .put("process", name())
                .put("change", word())
                .putList("keys", keys)
                .build();
    }
}
