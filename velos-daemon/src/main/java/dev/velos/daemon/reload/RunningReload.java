package dev.velos.daemon.reload;

import dev.velos.core.process.ExitStatus;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.ReloadPolicy;
import dev.velos.core.process.RestartCause;
import dev.velos.daemon.supervise.End;
import dev.velos.daemon.supervise.Goal;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.ProcessState;
import dev.velos.daemon.supervise.Supervisor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a {@link Rollout} decides for one process, and tells it what happens. Owned by the loop. */
final class RunningReload {
    private static final Logger LOG = LoggerFactory.getLogger(RunningReload.class);
    private static final String BY = "reload";

    private final Supervisor supervisor;
    private final ReloadRequest request;
    private final RestartCause cause;
    private final Map<Integer, ManagedProcess> current = new HashMap<>();
    private final Map<Integer, ManagedProcess> successors = new HashMap<>();
    private final Map<Integer, ManagedProcess> retiring = new HashMap<>();
    /** Those that are replaced in their own place, with the number of the life that is to be replaced. */
    private final Map<Integer, Long> inPlace = new HashMap<>();

    private Rollout rollout;

    RunningReload(Supervisor supervisor, ReloadRequest request, Iterable<ManagedProcess> instances) {
        this.supervisor = supervisor;
        this.request = request;
        cause = RestartCause.of(request.spec().isPresent() ? RestartCause.Kind.UPDATE : RestartCause.Kind.RELOAD, "");
        instances.forEach(process -> {
            if (request.instances().contains(process.instance())) {
                current.put(process.instance(), process);
            }
        });
        rollout = Rollout.of(policy(), current.keySet());
    }

    /** A program that is handed its sockets can run twice; whether another one can, only its user knows. */
    private ReloadPolicy policy() {
        Optional<ProcessSpec> spec =
                request.spec().or(() -> current.values().stream().findFirst().map(ManagedProcess::latestSpec));
        ReloadPolicy wanted = spec.map(ProcessSpec::reload).orElse(ReloadPolicy.DEFAULT);
        ReloadPolicy policy = wanted.withParallel(request.parallel().orElse(wanted.parallel()));
        boolean canRunTwice = spec.filter(RunningReload::canRunTwice).isPresent();
        int surge = policy.maxSurge().orElse(canRunTwice ? policy.parallel() : 0);
        return policy.withMaxSurge(OptionalInt.of(surge));
    }

    /** It opens no port that its predecessor has: it is handed its sockets, or told a port that is free. */
    private static boolean canRunTwice(ProcessSpec spec) {
        return spec.isHandedSockets()
                || spec.balancing().isOn() && !spec.numbering().fixesPort();
    }

    ReloadRequest request() {
        return request;
    }

    boolean isOver() {
        return rollout.isOver();
    }

    void begin() {
        tell(new Rollout.Event.Begin());
    }

    private void tell(Rollout.Event event) {
        Rollout.Next next = rollout.on(event);
        rollout = next.rollout();
        next.steps().forEach(this::take);
    }

    private void take(Rollout.Step step) {
        switch (step) {
            case Rollout.Step.Start(int instance) -> start(instance);
            case Rollout.Step.TakeOver(int instance) -> takeOver(instance);
            case Rollout.Step.Abandon(int instance) -> abandon(instance);
            case Rollout.Step.Pause _ ->
                supervisor.after(rollout.policy().pause(), () -> tell(new Rollout.Event.PauseOver()));
        }
    }

    private void start(int instance) {
        ManagedProcess old = current.get(instance);
        ProcessSpec spec = request.spec()
                .orElseGet(old::latestSpec)
                .withInstances(old.latestSpec().instances());
        boolean isUp = old.state() instanceof ProcessState.Online;
        if (isUp && rollout.policy().maxSurge().orElse(0) > 0) {
            ManagedProcess next = supervisor.beside(old, spec);
            successors.put(instance, next);
            supervisor.restart(next, cause);
            return;
        }
        inPlace.put(instance, old.state().tally().incarnation());
        supervisor.restart(old, spec, cause);
    }

    private void takeOver(int instance) {
        ManagedProcess next = successors.remove(instance);
        ManagedProcess old = current.get(instance);
        if (next == null) {
            inPlace.remove(instance);
            tell(new Rollout.Event.Retired(instance));
            return;
        }
        LOG.info("{}: its new incarnation is up and takes over", old);
        current.put(instance, next);
        retiring.put(instance, old);
        supervisor.takeOver(old, next);
        supervisor.wish(old, Goal.DOWN, BY);
    }

    private void abandon(int instance) {
        inPlace.remove(instance);
        ManagedProcess next = successors.remove(instance);
        if (next != null) {
            supervisor.wish(next, Goal.DOWN, BY);
        }
    }

    /** Something happened to a process of that name. */
    void changed(ManagedProcess process) {
        int instance = process.instance();
        if (process.equals(successors.get(instance))) {
            judge(instance, process);
        } else if (process.equals(current.get(instance))) {
            watch(instance, process);
        }
    }

    private void judge(int instance, ManagedProcess next) {
        switch (next.state()) {
            case ProcessState.Online _ -> tell(new Rollout.Event.Ready(instance));
            case ProcessState.Held _, ProcessState.Preparing _, ProcessState.Spawning _, ProcessState.Launching _ -> {}
            case ProcessState.Sweeping sweeping -> tell(new Rollout.Event.Failed(instance, ended(sweeping)));
            case ProcessState.Stopping stopping ->
                tell(new Rollout.Event.Failed(
                        instance, stopping.cause().map(RestartCause::text).orElse("it was stopped")));
            case ProcessState.Waiting _,
                    ProcessState.Scheduled _,
                    ProcessState.Stopped _,
                    ProcessState.Completed _,
                    ProcessState.Errored _ ->
                tell(new Rollout.Event.Failed(instance, next.state().tally().reason()));
        }
    }

    private static String ended(ProcessState.Sweeping sweeping) {
        End end = sweeping.end();
        ExitStatus status = end.status();
        return end.restart().map(RestartCause::text).orElseGet(status::reason) + " after "
                + end.uptimeNanos() / 1_000_000 + " ms";
    }

    /** What stands in the table: somebody may stop it, or restart it, or it is replaced in its own place. */
    private void watch(int instance, ManagedProcess process) {
        Long before = inPlace.get(instance);
        if (process.goal() == Goal.DOWN || before == null && isRestarted(process)) {
            tell(new Rollout.Event.Dropped(instance));
        } else if (before != null) {
            watchInPlace(instance, process, before);
        }
    }

    private static boolean isRestarted(ManagedProcess process) {
        return process.state() instanceof ProcessState.Stopping stopping
                && stopping.cause()
                        .filter(it -> it.kind() == RestartCause.Kind.USER || it.kind() == RestartCause.Kind.UPDATE)
                        .isPresent();
    }

    private void watchInPlace(int instance, ManagedProcess process, long before) {
        ProcessState state = process.state();
        if (state.tally().incarnation() <= before) {
            return;
        }
        switch (state) {
            case ProcessState.Online _ -> tell(new Rollout.Event.Ready(instance));
            case ProcessState.Sweeping sweeping -> tell(new Rollout.Event.Failed(instance, ended(sweeping)));
            case ProcessState.Waiting _, ProcessState.Scheduled _, ProcessState.Completed _, ProcessState.Errored _ ->
                tell(new Rollout.Event.Failed(instance, state.tally().reason()));
            case ProcessState.Held _,
                    ProcessState.Preparing _,
                    ProcessState.Spawning _,
                    ProcessState.Launching _,
                    ProcessState.Stopping _,
                    ProcessState.Stopped _ -> {}
        }
    }

    /** A process of that name is gone. */
    void removed(ManagedProcess process) {
        int instance = process.instance();
        if (process.equals(retiring.get(instance))) {
            retiring.remove(instance);
            tell(new Rollout.Event.Retired(instance));
        } else if (process.equals(current.get(instance))) {
            tell(new Rollout.Event.Dropped(instance));
        }
    }

    /** Says what became of each instance. */
    void decide() {
        current.forEach((instance, process) -> request.decide(instance, outcome(instance, process)));
    }

    private Outcome outcome(int instance, ManagedProcess process) {
        if (rollout.reloaded().contains(instance)) {
            return new Outcome(process, Optional.empty());
        }
        String why = rollout.problem()
                .map(problem -> problem.instance() == instance
                        ? problem.reason()
                        : "the reload stopped at " + process.spec().name() + ":" + problem.instance())
                .orElse(process.goal() == Goal.DOWN ? "it was stopped meanwhile" : "it was restarted meanwhile");
        return new Outcome(process, Optional.of(why));
    }
}
