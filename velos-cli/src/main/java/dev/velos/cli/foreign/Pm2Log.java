package dev.velos.cli.foreign;

import dev.velos.config.ConfigDraft;
import java.util.Map;

/** What PM2 says of how logs are kept. */
final class Pm2Log {
    private Pm2Log() {}

    /** Takes its keys out of the app. */
    static void write(Map<String, Object> app, ConfigDraft.Entry process) {
        boolean merged = Boolean.TRUE.equals(app.remove("merge_logs"));
        merged |= Boolean.TRUE.equals(app.remove("combine_logs"));
        if (merged) {
            process.text("log.merge", "instances");
        }
        boolean timed = Boolean.TRUE.equals(app.remove("time"));
        timed |= app.remove("log_date_format") instanceof String format && !format.isEmpty();
        if (timed) {
            process.flag("log.timestamps", true);
        }
        if ("json".equals(app.get("log_type"))) {
            app.remove("log_type");
            process.text("log.format", "json");
        }
    }
}
