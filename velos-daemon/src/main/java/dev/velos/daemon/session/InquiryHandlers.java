package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.home.VelosHome;
import dev.velos.core.home.VelosVersion;
import dev.velos.core.process.Life;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.WireFormat;
import dev.velos.daemon.loop.Clock;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.supervise.FamilyUsage;
import dev.velos.daemon.supervise.ManagedProcess;
import dev.velos.daemon.supervise.Snapshots;
import dev.velos.daemon.supervise.Supervisor;
import java.util.Collection;
import java.util.List;

/** The commands that only look: ping, list, info. Owned by the loop. */
final class InquiryHandlers {
    private final Backend backend;
    private final VelosHome home;
    private final Clock clock;
    private final Supervisor supervisor;
    private final Snapshots snapshots;
    private final long startedAtMillis;

    InquiryHandlers(Backend backend, VelosHome home, Clock clock, Supervisor supervisor, Snapshots snapshots) {
        this.backend = backend;
        this.home = home;
        this.clock = clock;
        this.supervisor = supervisor;
        this.snapshots = snapshots;
        startedAtMillis = clock.epochMicros() / 1_000;
    }

    void ping(Fields arguments, Answer answer) {
        answer.succeed(Fields.builder()
                .put("version", VelosVersion.CURRENT)
                .put("protocol", WireFormat.VERSION)
                .put("pid", backend.host().pid())
                .put("backend", backend.name())
                .put("home", home.directory().toString())
                .put("started_at_ms", startedAtMillis)
                .put("uptime_ms", clock.epochMicros() / 1_000 - startedAtMillis)
                .put("processes", supervisor.all().size())
                .build());
    }

    void list(Fields arguments, Answer answer) {
        FamilyUsage usage = supervisor.usage();
        answer.succeed(processes(supervisor.all().stream()
                .map(process -> snapshots
                        .of(process, usage, supervisor.metrics(process))
                        .toFields())
                .toList()));
    }

    void info(Fields arguments, Answer answer) {
        Targets targets = Targets.of(arguments, supervisor);
        if (!targets.missing().isEmpty()) {
            Failure failure = targets.missing().getFirst().failure().orElseThrow();
            answer.fail(failure);
            return;
        }
        answer.succeed(processes(details(targets.found(), arguments.flag("inherited", false))));
    }

    private List<Fields> details(Collection<ManagedProcess> processes, boolean inherited) {
        FamilyUsage usage = supervisor.usage();
        return processes.stream()
                .map(process -> detail(process, usage, inherited))
                .toList();
    }

    /** Unless asked for, the inherited environment stays here: it is large, and may hold what nobody meant to print. */
    private Fields detail(ManagedProcess process, FamilyUsage usage, boolean inherited) {
        ProcessSpec spec = process.latestSpec();
        return Fields.builder()
                .putAll(snapshots
                        .of(process, usage, supervisor.metrics(process))
                        .toFields())
                .put("incarnation", process.state().tally().incarnation())
                .put("unstable_restarts", process.state().tally().unstable())
                .putList(
                        "lives",
                        process.lives().all().stream().map(Life::toFields).toList())
                .put("notes", Fields.ofTexts(process.notes()))
                .put("spec", inherited ? spec.toFields() : spec.toFieldsWithoutBase())
                .build();
    }

    private static Fields processes(List<Fields> processes) {
        return Fields.builder().putList("processes", processes).build();
    }
}
