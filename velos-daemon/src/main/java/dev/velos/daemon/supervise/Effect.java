package dev.velos.daemon.supervise;

import dev.velos.core.process.Hooks.Moment;

/** What a transition wants done; {@link EffectRunner} does it. */
public sealed interface Effect {
    /** Start the program; answered by Spawned or SpawnFailed. */
    record Spawn(long incarnation) implements Effect {}

    /** Look whether it comes to rest; answered by Settled unless it ends first. */
    record WatchLaunch(Child child) implements Effect {}

    /** Run a command of the spec; one that comes before something is answered by HookEnded. */
    record RunHook(Moment moment, long incarnation) implements Effect {}

    /** Nobody waits for the hooks of that life any more: end those that come before something. */
    record EndHooks(long incarnation) implements Effect {}

    /** It is up: look after it from now on. */
    record Attend(Child child) implements Effect {}

    /** Tell the whole family to end, or its main process first where that is done by a message. */
    record SignalFamily(Child child, Force force) implements Effect {}

    /** Tell those who are left to end, and wait for it; answered by FamilyGone. */
    record SweepFamily(Child child, End end, Force force) implements Effect {}
}
