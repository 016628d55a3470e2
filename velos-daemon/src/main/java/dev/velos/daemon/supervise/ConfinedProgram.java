package dev.velos.daemon.supervise;

import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.confine.Confiner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a program is run that has a user, or limits, of its own: by programs that set them and become it. */
final class ConfinedProgram {
    private ConfinedProgram() {}

    static LaunchPlan.Ready of(LaunchPlan.Ready plan, Confiner.Prefix prefix) {
        if (prefix.words().isEmpty()) {
            return plan;
        }
        List<String> argv = new ArrayList<>(prefix.words());
        argv.add(plan.executable());
        argv.addAll(plan.argv().subList(1, plan.argv().size()));
        return new LaunchPlan.Ready(prefix.words().getFirst(), argv);
    }

    /** The variables of its user take the place of those that it would inherit from somebody else. */
    static List<String> environment(List<String> entries, Confiner.Prefix prefix, ProcessSpec spec) {
        List<String> all = new ArrayList<>(entries);
        for (Map.Entry<String, String> variable : prefix.variables().entrySet()) {
            if (!spec.environment().own().containsKey(variable.getKey())) {
                String start = variable.getKey() + "=";
                all.removeIf(entry -> entry.startsWith(start));
                all.add(start + variable.getValue());
            }
        }
        return all;
    }
}
