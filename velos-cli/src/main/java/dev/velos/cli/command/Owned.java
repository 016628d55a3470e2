package dev.velos.cli.command;

import dev.velos.core.process.NameGlob;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes that an agent has started. */
final class Owned {
    static final String OPTION = "--owner";
    static final String OWNER_HELP =
            "Only what this agent has started: the name of its session, as \"velos events\" shows it, or a pattern.";

    private Owned() {}

    /** Those of all owners that the pattern fits. */
    static List<ProcessSnapshot> by(String owner, Invocation invocation) {
        List<ProcessSnapshot> owned = new ArrayList<>();
        for (Fields info : invocation.ask(client -> client.info(List.of(Targets.ALL)))) {
            Optional<ProcessName> its =
                    ProcessSpec.of(info.fields("spec")).registration().owner();
            if (its.isPresent() && NameGlob.matches(owner, its.get().value())) {
                owned.add(ProcessSnapshot.of(info));
            }
        }
        return owned;
    }
}
