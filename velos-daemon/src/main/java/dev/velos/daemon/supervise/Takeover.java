package dev.velos.daemon.supervise;

import dev.velos.core.event.EventKind;
import dev.velos.core.process.ProcessName;
import dev.velos.core.process.ProcessSpec;
import dev.velos.daemon.capture.Captures;
import dev.velos.daemon.listen.Listeners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what an earlier daemon has left, as its journal tells. Owned by the loop; used once. */
final class Takeover {
    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private final ProcessRegister register;
    private final Captures captures;
    private final Listeners listeners;
    private final Family family;
    private final Adoption adoption;
    private final EffectRunner effects;
    private final Supervisor supervisor;

    Takeover(
            ProcessRegister register,
            Captures captures,
            Listeners listeners,
            Family family,
            Adoption adoption,
            EffectRunner effects,
            Supervisor supervisor) {
        this.register = register;
        this.captures = captures;
        this.listeners = listeners;
        this.family = family;
        this.adoption = adoption;
        this.effects = effects;
        this.supervisor = supervisor;
    }

    /** Sockets come first, so that what is started at once finds its own open. */
    void of(List<RecordedProcess> recorded) {
        if (!recorded.isEmpty()) {
            family.markScattered();
        }
        List<RecordedProcess> tabled =
                recorded.stream().filter(record -> record.id() >= 0).toList();
        tabled.forEach(this::enter);
        takeBackSockets(tabled);
        tabled.forEach(record -> resume(register.byId(record.id()).orElseThrow(), record));
        recorded.stream().filter(record -> record.id() < 0).forEach(this::endBeside);
    }

    private void enter(RecordedProcess record) {
        ManagedProcess process = register.enter(make(record));
        process.wish(record.goal());
        process.markAdopted(record.startedAtMillis());
        process.lives().replace(record.lives());
    }

    private ManagedProcess make(RecordedProcess record) {
        return new ManagedProcess(
                record.id(), record.instance(), record.spec(), captures.of(record.spec(), record.instance()));
    }

    /** From whoever of a process's families holds them, whichever instance that is. */
    private void takeBackSockets(List<RecordedProcess> recorded) {
        Map<ProcessName, List<Long>> pids = new LinkedHashMap<>();
        Map<ProcessName, ProcessSpec> specs = new HashMap<>();
        for (RecordedProcess record : recorded) {
            if (!record.spec().listening().sockets().isEmpty() && record.child().isPresent()) {
                ProcessName name = record.spec().name();
                specs.put(name, record.spec());
                family.members(
                                register.byId(record.id()).orElseThrow(),
                                record.child().get())
                        .forEach(member -> pids.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(member.pid()));
            }
        }
        pids.forEach((name, members) -> listeners.takeBack(specs.get(name), members));
    }

    /** A reload whose daemon died is over: what was not in its place yet ends, as what had left it. */
    private void endBeside(RecordedProcess record) {
        ManagedProcess process = register.byName(record.spec().name()).stream()
                .filter(other -> other.instance() == record.instance())
                .findFirst()
                .map(other -> other.successor(record.id(), record.spec()))
                .orElseGet(() -> make(record));
        register.enterBeside(process);
        process.markAdopted(record.startedAtMillis());
        resume(process, record.wantedDown());
        supervisor.wish(process, Goal.DOWN, "reload");
    }

    private void resume(ManagedProcess process, RecordedProcess record) {
        effects.endLeftoverHooks(process);
        Adoption.Resumed resumed = adoption.resume(process, record);
        supervisor.become(process, resumed.state());
        resumed.state().child().ifPresent(child -> effects.adopted(process, child));
        LOG.info("{} taken over: {}", process, resumed.state().status().wire());
        if (resumed.state() instanceof ProcessState.Alive) {
            supervisor.note(process, EventKind.ADOPTED, "");
        }
        resumed.event().ifPresentOrElse(event -> supervisor.post(process, event), () -> supervisor.announce(process));
        if (record.goal() == Goal.DOWN && process.state() instanceof ProcessState.Alive) {
            supervisor.post(process, new ProcessEvent.GoalChanged()); // it was to end after others
        }
    }
}
