package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a user wants run: the desired side of a process, a record for each subject. Immutable. A new setting belongs
 * into the record of its subject, which knows its default, its bounds and its wire form.
 *
 * @param instances how many of it run, 1 to {@link #MAX_INSTANCES}
 */
public record ProcessSpec(
        ProcessName name,
        Registration registration,
        Program program,
        Environment environment,
        KernelSettings kernel,
        MemoryPolicy memory,
        Confinement confinement,
        int instances,
        Numbering numbering,
        Listening listening,
        Balancing balancing,
        ReloadPolicy reload,
        StopPolicy stop,
        Readiness readiness,
        HealthPolicy health,
        Dependencies dependencies,
        RestartPolicy restart,
        Watching watching,
        Schedule schedule,
        Hooks hooks,
        LogPolicy log,
        LogAnalysis analysis) {
    /** The most instances of one process. */
    public static final int MAX_INSTANCES = 1_000;

    public ProcessSpec {
        if (instances < 1 || instances > MAX_INSTANCES) {
            throw Failure.invalidRequest(
                            "instances = " + instances + " is not possible.", "Ask for 1 to " + MAX_INSTANCES + ".")
                    .asException();
        }
        numbering.requireRoomFor(instances);
    }

    /** A spec with every default, to be refined with {@code with…}. */
    public static ProcessSpec of(ProcessName name, String script, String cwd) {
        return new ProcessSpec(
                name,
                Registration.DEFAULT,
                Program.of(script, cwd),
                Environment.EMPTY,
                KernelSettings.DEFAULT,
                MemoryPolicy.UNLIMITED,
                Confinement.NONE,
                1,
                Numbering.DEFAULT,
                Listening.NONE,
                Balancing.NONE,
                ReloadPolicy.DEFAULT,
                StopPolicy.DEFAULT,
                Readiness.DEFAULT,
                HealthPolicy.DEFAULT,
                Dependencies.NONE,
                RestartPolicy.DEFAULT,
                Watching.OFF,
                Schedule.NONE,
                Hooks.NONE,
                LogPolicy.DEFAULT,
                LogAnalysis.DEFAULT);
    }

    public ProcessSpec withRegistration(UnaryOperator<Registration> change) {
        return with(draft -> draft.registration = change.apply(registration));
    }

    public ProcessSpec withProgram(UnaryOperator<Program> change) {
        return with(draft -> draft.program = change.apply(program));
    }

    public ProcessSpec withEnvironment(UnaryOperator<Environment> change) {
        return with(draft -> draft.environment = change.apply(environment));
    }

    /** The same with other variables inherited. */
    public ProcessSpec inheriting(Map<String, String> variables) {
        return withEnvironment(it -> it.withInherited(variables));
    }

    public ProcessSpec withKernel(UnaryOperator<KernelSettings> change) {
        return with(draft -> draft.kernel = change.apply(kernel));
    }

    public ProcessSpec withMemory(UnaryOperator<MemoryPolicy> change) {
        return with(draft -> draft.memory = change.apply(memory));
    }

    public ProcessSpec withConfinement(UnaryOperator<Confinement> change) {
        return with(draft -> draft.confinement = change.apply(confinement));
    }

    public ProcessSpec withInstances(int other) {
        return with(draft -> draft.instances = other);
    }

    public ProcessSpec withNumbering(UnaryOperator<Numbering> change) {
        return with(draft -> draft.numbering = change.apply(numbering));
    }

    public ProcessSpec withListening(UnaryOperator<Listening> change) {
        return with(draft -> draft.listening = change.apply(listening));
    }

    public ProcessSpec withBalancing(UnaryOperator<Balancing> change) {
        return with(draft -> draft.balancing = change.apply(balancing));
    }

    public ProcessSpec withReload(UnaryOperator<ReloadPolicy> change) {
        return with(draft -> draft.reload = change.apply(reload));
    }

    public ProcessSpec withStop(UnaryOperator<StopPolicy> change) {
        return with(draft -> draft.stop = change.apply(stop));
    }

    public ProcessSpec withReadiness(UnaryOperator<Readiness> change) {
        return with(draft -> draft.readiness = change.apply(readiness));
    }

    public ProcessSpec withHealth(UnaryOperator<HealthPolicy> change) {
        return with(draft -> draft.health = change.apply(health));
    }

    public ProcessSpec withDependencies(Dependencies other) {
        return with(draft -> draft.dependencies = other);
    }

    public ProcessSpec withRestart(UnaryOperator<RestartPolicy> change) {
        return with(draft -> draft.restart = change.apply(restart));
    }

    public ProcessSpec withWatching(UnaryOperator<Watching> change) {
        return with(draft -> draft.watching = change.apply(watching));
    }

    public ProcessSpec withSchedule(UnaryOperator<Schedule> change) {
        return with(draft -> draft.schedule = change.apply(schedule));
    }

    public ProcessSpec withHooks(UnaryOperator<Hooks> change) {
        return with(draft -> draft.hooks = change.apply(hooks));
    }

    public ProcessSpec withLog(UnaryOperator<LogPolicy> change) {
        return with(draft -> draft.log = change.apply(log));
    }

    public ProcessSpec withAnalysis(UnaryOperator<LogAnalysis> change) {
        return with(draft -> draft.analysis = change.apply(analysis));
    }

    private ProcessSpec with(Consumer<ProcessSpecDraft> change) {
        ProcessSpecDraft draft = new ProcessSpecDraft(this);
        change.accept(draft);
        return draft.spec();
    }

    /**
     * Whether what runs by the other spec can go on by this one: they differ in nothing that reaches a program when it
     * is started. Variables that were inherited do not count: those of two shells are hardly ever the same.
     */
    public boolean fitsWhatRunsBy(ProcessSpec other) {
        return program.equals(other.program)
                && environment.own().equals(other.environment.own())
                && environment.inheritance().equals(other.environment.inheritance())
                && kernel.equals(other.kernel)
                && confinement.equals(other.confinement)
                && numbering.equals(other.numbering)
                && listening.equals(other.listening)
                && balancing.isOn() == other.balancing.isOn()
                && hearsNotifications() == other.hearsNotifications()
                && health.watchdog().equals(other.health.watchdog())
                && hasChannel() == other.hasChannel()
                && log.equals(other.log);
    }

    /** Whether somebody has to listen to its program or to ask it how it does. */
    public boolean isAttended() {
        return isAwaited() || health.probe().isPresent() || hearsNotifications() || hasChannel();
    }

    /** Whether something tells when its program is ready: a signal of its own, or that it listens at its port. */
    public boolean isAwaited() {
        return readiness.signal().isPresent() || balancing.isOn();
    }

    /** Whether its program is handed sockets that it accepts connections from. */
    public boolean isHandedSockets() {
        return !listening.sockets().isEmpty() && !balancing.isOn();
    }

    /** What of it contradicts itself; a spec may do so while it is being made, and not when it is to run. */
    public Optional<Failure> conflict() {
        return Balancing.conflict(this).or(() -> ProbeTarget.conflict(this));
    }

    /** Whether its program is given a socket for sd_notify. */
    public boolean hearsNotifications() {
        return readiness.isByNotification() || health.watchdog().isPresent();
    }

    /** Whether its program is given a channel of Node. */
    public boolean hasChannel() {
        return program.nodeChannel() || readiness.isByMessage() || stop.manner() == StopPolicy.Manner.MESSAGE;
    }

    public Fields toFields() {
        return Fields.builder()
                .putAll(toFieldsWithoutBase())
                .put(Environment.INHERITED_FIELD, Fields.ofTexts(environment.inherited()))
                .build();
    }

    /** All but the inherited environment. */
    public Fields toFieldsWithoutBase() {
        return parts(false);
    }

    /**
     * All but the inherited environment and the parts that are as by default, which {@link #of(Fields)} knows: what
     * travels to the daemon and stands in its journal.
     */
    public Fields toBriefFields() {
        return parts(true);
    }

    /**
     * Whether it asks for the same, whatever either inherits. Told by the forms that travel: equals() of a record of
     * records is put together at run time, at its first call, which takes a command 12 ms.
     */
    public boolean asksForTheSameAs(ProcessSpec other) {
        return toBriefFields().equals(other.toBriefFields())
                || toFieldsWithoutBase().equals(other.toFieldsWithoutBase());
    }

    private Fields parts(boolean brief) {
        Fields.Builder fields = Fields.builder()
                .put("name", name.value())
                .putAll(registration.toFields())
                .putAll(program.toFields())
                .putAll(environment.toFields())
                .putAll(kernel.toFields())
                .putAll(memory.toFields())
                .putAll(confinement.toFields())
                .put("instances", instances)
                .putAll(numbering.toFields())
                .putAll(listening.toFields())
                .putAll(balancing.toFields());
        part(fields, "reload", brief, reload, ReloadPolicy.DEFAULT, ReloadPolicy::toFields);
        fields.putAll(stop.toFields());
        part(fields, "readiness", brief, readiness, Readiness.DEFAULT, Readiness::toFields);
        part(fields, "health", brief, health, HealthPolicy.DEFAULT, HealthPolicy::toFields);
        part(fields, "depends_on", brief, dependencies, Dependencies.NONE, Dependencies::toFields);
        part(fields, "restart", brief, restart, RestartPolicy.DEFAULT, RestartPolicy::toFields);
        part(fields, "watch", brief, watching, Watching.OFF, Watching::toFields);
        part(fields, "schedule", brief, schedule, Schedule.NONE, Schedule::toFields);
        part(fields, "hooks", brief, hooks, Hooks.NONE, Hooks::toFields);
        part(fields, "log", brief, log, LogPolicy.DEFAULT, LogPolicy::toFields);
        part(fields, "logs", brief, analysis, LogAnalysis.DEFAULT, LogAnalysis::toFields);
        return fields.build();
    }

    @SuppressWarnings("ReferenceEquality") // another object costs bytes, no error
    private static <T> void part(
            Fields.Builder fields, String name, boolean brief, T value, T byDefault, Function<T, Fields> form) {
        if (!brief || value != byDefault) {
            fields.put(name, form.apply(value));
        }
    }

    /** @throws dev.velos.core.failure.VelosException where a field is missing or cannot be */
    public static ProcessSpec of(Fields fields) {
        try {
            return new ProcessSpec(
                    new ProcessName(fields.text("name")),
                    Registration.of(fields),
                    Program.of(fields),
                    Environment.of(fields),
                    KernelSettings.of(fields),
                    MemoryPolicy.of(fields),
                    Confinement.of(fields),
                    fields.smallInteger("instances", 1),
                    Numbering.of(fields),
                    Listening.of(fields),
                    Balancing.of(fields),
                    fields.optionalFields("reload").map(ReloadPolicy::of).orElse(ReloadPolicy.DEFAULT),
                    StopPolicy.of(fields),
                    fields.optionalFields("readiness").map(Readiness::of).orElse(Readiness.DEFAULT),
                    fields.optionalFields("health").map(HealthPolicy::of).orElse(HealthPolicy.DEFAULT),
                    fields.optionalFields("depends_on").map(Dependencies::of).orElse(Dependencies.NONE),
                    fields.optionalFields("restart").map(RestartPolicy::of).orElse(RestartPolicy.DEFAULT),
                    fields.optionalFields("watch").map(Watching::of).orElse(Watching.OFF),
                    fields.optionalFields("schedule").map(Schedule::of).orElse(Schedule.NONE),
                    fields.optionalFields("hooks").map(Hooks::of).orElse(Hooks.NONE),
                    fields.optionalFields("log").map(LogPolicy::of).orElse(LogPolicy.DEFAULT),
                    fields.optionalFields("logs").map(LogAnalysis::of).orElse(LogAnalysis.DEFAULT));
        } catch (IllegalArgumentException e) {
            throw Failure.invalidRequest("The process cannot be read: " + e.getMessage() + ".", "Check its values.")
                    .asException();
        }
    }
}
