package dev.velos.daemon.supervise;

import dev.velos.core.process.Carried;
import dev.velos.core.process.Condition;
import dev.velos.core.process.InternetAddress;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Readiness;
import dev.velos.daemon.capture.ProcessCapture;
import dev.velos.daemon.loop.TimerQueue.Timer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One instance in the process table. Owned by the loop; only {@link Supervisor} changes it. */
public final class ManagedProcess {
    private final long id;
    private long key;
    private final int instance;
    private ProcessSpec spec;
    private Optional<ProcessSpec> nextSpec = Optional.empty();
    private ProcessCapture capture;
    private final Usage usage = new Usage();
    private final Lives lives;
    private Goal goal = Goal.DOWN;
    private ProcessState state = new ProcessState.Stopped(Tally.NONE);
    private Optional<Timer> deadline = Optional.empty();
    private long startedAtMillis;
    private boolean adopted;
    private OptionalLong nextRunMillis = OptionalLong.empty();
    private final Map<String, String> notes = new TreeMap<>();
    private Condition condition = Condition.NONE;
    private OptionalInt port = OptionalInt.empty();
    private Optional<Supplier<Carried>> carried = Optional.empty();

    ManagedProcess(long id, int instance, ProcessSpec spec, ProcessCapture capture) {
        this(id, id, instance, spec, capture, new Lives());
    }

    private ManagedProcess(long id, long key, int instance, ProcessSpec spec, ProcessCapture capture, Lives lives) {
        this.id = id;
        this.key = key;
        this.instance = instance;
        this.spec = spec;
        this.capture = capture;
        this.lives = lives;
    }

    /** The same instance once more, to take its place; down, and counted on from it. */
    ManagedProcess successor(long hiddenKey, ProcessSpec nextSpec) {
        ManagedProcess next = new ManagedProcess(id, hiddenKey, instance, nextSpec, capture, lives);
        next.state = new ProcessState.Stopped(state.tally());
        return next;
    }

    /** What users call it by, whichever incarnation stands for it. */
    public long id() {
        return id;
    }

    /** What the journal calls it by: its id, or a number below 0 where another one stands in the table for it. */
    public long key() {
        return key;
    }

    void key(long other) {
        key = other;
    }

    /** Whether it runs beside the one that stands in the table: it is to take its place, or has left it. */
    public boolean isBeside() {
        return key < 0;
    }

    public int instance() {
        return instance;
    }

    /** What the current life, or the next one where none runs, is led by. */
    public ProcessSpec spec() {
        return spec;
    }

    /** What the user wants of it last: {@link #spec()}, or what takes its place when the current life has ended. */
    public ProcessSpec latestSpec() {
        return nextSpec.orElse(spec);
    }

    public Goal goal() {
        return goal;
    }

    public ProcessState state() {
        return state;
    }

    public ProcessCapture capture() {
        return capture;
    }

    /** {@code api}, or {@code api:1} where its spec wants several. */
    public String displayName() {
        return spec.instances() > 1 ? spec.name() + ":" + instance : spec.name().value();
    }

    /** Whether there are to be fewer instances: it ends, and is forgotten. */
    public boolean isSurplus() {
        return instance >= latestSpec().instances();
    }

    /** When the current or latest incarnation was started, in milliseconds since 1970; 0 before the first. */
    public long startedAtMillis() {
        return startedAtMillis;
    }

    /** Whether an earlier daemon started the current incarnation. */
    public boolean isAdopted() {
        return adopted;
    }

    /** Those that are over. */
    public Lives lives() {
        return lives;
    }

    /** What the parts of the daemon that look after it have to say of it now, by their names. */
    public Map<String, String> notes() {
        return Collections.unmodifiableMap(notes);
    }

    public void note(String part, String text) {
        notes.put(part, text);
    }

    public void forgetNote(String part) {
        notes.remove(part);
    }

    /** When it runs or is restarted by its schedule, in milliseconds since 1970; empty without one. */
    public OptionalLong nextRunMillis() {
        return nextRunMillis;
    }

    public void nextRunAt(OptionalLong epochMillis) {
        nextRunMillis = epochMillis;
    }

    /** Where the program of its current life, or of the latest one, is to listen; empty where that is its own affair. */
    public OptionalInt port() {
        return port;
    }

    void port(OptionalInt other) {
        port = other;
        carried = Optional.empty();
    }

    /** When its program is ready: as its spec says, and a balanced one without a signal when it listens at its port. */
    Readiness readiness() {
        Readiness wanted = spec.readiness();
        if (wanted.signal().isEmpty()) {
            return port.isEmpty()
                    ? wanted
                    : wanted.withSignal(
                            new Readiness.Signal.Answer(new ProbeTarget.Tcp(InternetAddress.local(port.getAsInt()))));
        }
        return wanted.signal()
                .flatMap(Readiness.Signal::asks)
                .filter(ProbeTarget::asksOwnPort)
                .map(target -> wanted.withSignal(new Readiness.Signal.Answer(ofThisInstance(target))))
                .orElse(wanted);
    }

    /** The probe of its health, if any. */
    Optional<ProbeTarget> healthProbe() {
        return spec.health().probe().map(this::ofThisInstance);
    }

    private ProbeTarget ofThisInstance(ProbeTarget target) {
        if (!target.asksOwnPort()) {
            return target;
        }
        OptionalInt own = port.isPresent() ? port : spec.numbering().givenPort(spec.environment(), instance());
        return own.isPresent() ? target.at(own.getAsInt()) : target;
    }

    /** Says who knows what is carried to its current life. */
    public void carriedAs(Supplier<Carried> counts) {
        carried = Optional.of(counts);
    }

    Optional<Carried> carried() {
        return port.isEmpty() ? Optional.empty() : carried.map(Supplier::get);
    }

    /** What is known of the current program besides its state. */
    public Condition condition() {
        return condition;
    }

    void condition(Condition other) {
        condition = other;
    }

    Usage usage() {
        return usage;
    }

    void wish(Goal newGoal) {
        goal = newGoal;
    }

    void respec(ProcessSpec other) {
        spec = other;
        nextSpec = Optional.empty();
    }

    void respecLater(ProcessSpec other) {
        nextSpec = Optional.of(other);
    }

    boolean awaitsRespec() {
        return nextSpec.isPresent();
    }

    void captureBy(ProcessCapture other) {
        capture = other;
    }

    void become(ProcessState next) {
        state = next;
    }

    void startedAt(long epochMillis) {
        startedAtMillis = epochMillis;
        adopted = false;
    }

    void markAdopted(long epochMillis) {
        startedAtMillis = epochMillis;
        adopted = true;
    }

    /** Replaces the timer of the state's deadline. */
    void deadline(Optional<Timer> timer) {
        deadline.ifPresent(Timer::cancel);
        deadline = timer;
    }

    @Override
    public String toString() {
        return displayName();
    }
}
