package dev.velos.daemon;

import dev.velos.daemon.loop.Inbox;
import dev.velos.daemon.os.ProcessControl;
import dev.velos.daemon.session.DaemonControl;
import sun.misc.Signal;

/**
 * Signals to the daemon. They arrive on threads of the JVM and are posted to the loop. TERM and INT stop everything,
 * TERM so that the next daemon starts again what was up: the init system says it when the machine goes down; HUP makes the daemon start anew with all its processes, in the foreground it means a closed terminal and stops
 * everything; CHLD tells of orphans that ended, whom no pidfd watches.
 */
final class DaemonSignals {
    private DaemonSignals() {}

    static void install(Inbox inbox, DaemonControl control, ProcessControl processes, VelosDaemon.Mode mode) {
        Runnable stop = () -> control.shutdown(DaemonControl.Wish.ALL_DOWN, () -> {});
        on("TERM", inbox, () -> control.shutdown(DaemonControl.Wish.AS_BEFORE, () -> {}));
        on("INT", inbox, stop);
        on("HUP", inbox, mode == VelosDaemon.Mode.FOREGROUND ? stop : () -> control.handOver(""));
        on("CHLD", inbox, processes::reap);
        inbox.post(processes::reap);
    }

    private static void on(String signal, Inbox inbox, Runnable action) {
        Signal.handle(new Signal(signal), _ -> inbox.post(action));
    }
}
