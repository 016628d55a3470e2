package dev.velos.core.home;

import dev.velos.core.protocol.Fields;

/**
 * What of a home's settings the daemon works by. It reads no TOML: {@code velos config} leaves this beside its journal,
 * and tells it to a daemon that runs. A value that is missing has its default.
 *
 * @param autosave whether the list of processes is saved after each change
 * @param watchErrors whether new error patterns are told of processes that do not say whether they are
 */
public record DaemonSettings(boolean autosave, boolean watchErrors) {
    public static final DaemonSettings DEFAULT = new DaemonSettings(false, false);

    public Fields toFields() {
        return Fields.builder()
                .put("autosave", autosave)
                .put("watch_errors", watchErrors)
                .build();
    }

    public static DaemonSettings of(Fields fields) {
        return new DaemonSettings(
                fields.flag("autosave", DEFAULT.autosave), fields.flag("watch_errors", DEFAULT.watchErrors));
    }
}
