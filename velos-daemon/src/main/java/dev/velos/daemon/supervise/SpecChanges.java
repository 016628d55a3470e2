package dev.velos.daemon.supervise;

import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Registration;
import dev.velos.core.process.RestartCause;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.os.OsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives processes other specs, and names more or fewer instances. Owned by the loop. */
final class SpecChanges {
    private static final Logger LOG = LoggerFactory.getLogger(SpecChanges.class);

    private final ProcessRegister register;
    private final TableRecorder recorder;
    private final Captures captures;
    private final PipeKeeper keeper;
    private final EffectRunner effects;
    private final Supervisor supervisor;

    SpecChanges(
            ProcessRegister register,
            TableRecorder recorder,
            Captures captures,
            PipeKeeper keeper,
            EffectRunner effects,
            Supervisor supervisor) {
        this.register = register;
        this.recorder = recorder;
        this.captures = captures;
        this.keeper = keeper;
        this.effects = effects;
        this.supervisor = supervisor;
    }

    void respec(ManagedProcess process, ProcessSpec spec) {
        if (!process.state().isDown() && !spec.fitsWhatRunsBy(process.spec())) {
            process.respecLater(spec);
            supervisor.restart(process, RestartCause.of(RestartCause.Kind.UPDATE, ""));
            if (!process.awaitsRespec()) {
                return;
            }
        } else {
            now(process, spec);
            if (process.state().isDown() && spec.registration().start() == Registration.Start.AUTOMATIC) {
                process.wish(Goal.UP);
            }
        }
        recorder.described(process);
        supervisor.announce(process);
    }

    /** What does not run is led by another spec at once; what runs has to end first, and is told so by whoever asks. */
    void afterThisLife(ManagedProcess process, ProcessSpec spec) {
        if (process.state().isOfProgram()) {
            process.respecLater(spec);
        } else {
            now(process, spec);
        }
        recorder.described(process);
    }

    /** Leads what runs, or nothing, by another spec from now on. */
    void now(ManagedProcess process, ProcessSpec spec) {
        ProcessSpec former = process.spec();
        process.respec(spec);
        if (!spec.health().equals(former.health())) {
            effects.asked(process);
        }
        supervisor.watchMemory(process);
        boolean sameLabel = spec.instances() > 1 == former.instances() > 1;
        if (!sameLabel && process.state().isOfProgram()) {
            captureElsewhere(process);
        } else if (!spec.log().equals(former.log()) || !sameLabel) {
            discardCapture(process);
            process.captureBy(captures.of(spec, process.instance()));
        }
    }

    void discardCapture(ManagedProcess process) {
        process.capture().discard();
        keeper.forget(process.capture().pipes());
    }

    /** The only instance becomes one of several, or the other way round, and its logs are called so from now on. */
    void captureElsewhere(ManagedProcess process) {
        process.capture().letGo();
        process.captureBy(captures.of(process.spec(), process.instance()));
        try {
            process.capture().resume();
        } catch (OsException e) {
            LOG.error("{}: its log pipes cannot be opened again: {}", process, e.getMessage());
        }
    }

    List<ManagedProcess> scale(ProcessSpec spec) {
        List<ManagedProcess> missing = new ArrayList<>();
        Map<Integer, ManagedProcess> byInstance = new HashMap<>();
        register.byName(spec.name()).forEach(process -> byInstance.put(process.instance(), process));
        for (ManagedProcess process : byInstance.values()) {
            boolean wasSurplus = process.isSurplus();
            count(process, spec.instances());
            if (process.isSurplus()) {
                supervisor.wish(process, Goal.DOWN);
            } else if (wasSurplus) {
                missing.add(process);
            }
        }
        register.beside().stream()
                .filter(process -> process.spec().name().equals(spec.name()))
                .forEach(process -> countBeside(process, spec.instances()));
        for (int instance = 0; instance < spec.instances(); instance++) {
            if (!byInstance.containsKey(instance)) {
                missing.add(enter(instance, spec, Goal.DOWN));
            }
        }
        return missing;
    }

    List<ManagedProcess> create(ProcessSpec spec) {
        Goal goal = spec.registration().start() == Registration.Start.AUTOMATIC ? Goal.UP : Goal.DOWN;
        List<ManagedProcess> created = new ArrayList<>();
        for (int instance = 0; instance < spec.instances(); instance++) {
            created.add(enter(instance, spec, goal));
        }
        return created;
    }

    /** A new entry in the table, which is down until it is told to start. */
    private ManagedProcess enter(int instance, ProcessSpec spec, Goal goal) {
        ManagedProcess process =
                register.enter(new ManagedProcess(register.nextId(), instance, spec, captures.of(spec, instance)));
        process.wish(goal);
        recorder.described(process);
        return process;
    }

    private void count(ManagedProcess process, int instances) {
        Optional<ProcessSpec> next =
                process.awaitsRespec() ? Optional.of(process.latestSpec().withInstances(instances)) : Optional.empty();
        now(process, process.spec().withInstances(instances));
        next.ifPresent(process::respecLater);
        recorder.described(process);
    }

    private void countBeside(ManagedProcess process, int instances) {
        process.respec(process.spec().withInstances(instances));
        register.byId(process.id()).ifPresent(it -> process.captureBy(it.capture()));
        recorder.described(process);
    }
}
