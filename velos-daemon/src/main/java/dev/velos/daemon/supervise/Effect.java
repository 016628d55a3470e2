package dev.velos.daemon.supervise;

/** What a transition wants done; {@link EffectRunner} does it. */
public sealed interface Effect {
    /** Start the program; answered by Spawned or SpawnFailed. */
    record Spawn(long incarnation) implements Effect {}

    /** Look whether it comes to rest; answered by Settled unless it ends first. */
    record WatchLaunch(Child child) implements Effect {}

    /** It is up: look after it from now on. */
    record Attend(Child child) implements Effect {}

    /** Tell the whole family to end, or its main process first where that is done by a message. */
    record SignalFamily(Child child, Force force) implements Effect {}

    /** Tell those who are left to end, and wait for it; answered by FamilyGone. */
    record SweepFamily(Child child, End end, Force force) implements Effect {}
}
