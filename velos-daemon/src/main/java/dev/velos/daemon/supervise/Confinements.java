package dev.velos.daemon.supervise;

import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.confine.Confiner;
import dev.velos.daemon.confine.Refused;
import dev.velos.daemon.os.Environment;
import dev.velos.daemon.os.SpawnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How what belongs to a process is run that has a user, or limits, of its own: its program, its hooks, the commands that
 * probe it. Programs that set all that become it. Owned by the loop.
 */
final class Confinements {
    /**
     * What is to be run, and in which environment.
     */
    record Command(LaunchPlan.Ready plan, Environment environment) {
        /** Runs it where a process runs, with what else that has the operating system told. */
        SpawnRequest request(ProcessSpec spec, String stdin, List<String> pipes, List<Integer> handed) {
            return new SpawnRequest(
                    plan.executable(),
                    plan.argv(),
                    environment,
                    spec.program().cwd(),
                    stdin,
                    pipes.getFirst(),
                    pipes.getLast(),
                    spec.kernel(),
                    handed);
        }
    }

    private final int daemonUser;
    private Optional<Confiner> confiner = Optional.empty();

    /** @param daemonUser the number of the user that the daemon runs as */
    Confinements(int daemonUser) {
        this.daemonUser = daemonUser;
    }

    /** The command as it has to be run for a process; the very same where that asks for nothing. */
    Command confine(ManagedProcess process, Command command) throws Refused {
        ProcessSpec spec = process.spec();
        if (spec.confinement().isNone()) {
            return command;
        }
        if (confiner.isEmpty()) {
            confiner = Optional.of(new Confiner(daemonUser));
        }
        Confiner.Prefix prefix = confiner.get().prefix(spec.name() + ":" + process.instance(), spec.confinement());
        return new Command(behind(prefix, command.plan), environment(command.environment, prefix, spec));
    }

    private static LaunchPlan.Ready behind(Confiner.Prefix prefix, LaunchPlan.Ready plan) {
        if (prefix.words().isEmpty()) {
            return plan;
        }
        List<String> argv = new ArrayList<>(prefix.words());
        argv.add(plan.executable());
        argv.addAll(plan.argv().subList(1, plan.argv().size()));
        return new LaunchPlan.Ready(prefix.words().getFirst(), argv);
    }

    /** The variables of its user take the place of those that it would inherit from somebody else. */
    private static Environment environment(Environment given, Confiner.Prefix prefix, ProcessSpec spec) {
        List<String> all = given.entries();
        for (Map.Entry<String, String> variable : prefix.variables().entrySet()) {
            if (!spec.environment().own().containsKey(variable.getKey())) {
                String start = variable.getKey() + "=";
                all.removeIf(entry -> entry.startsWith(start));
                all.add(start + variable.getValue());
            }
        }
        return Environment.of(all);
    }
}
