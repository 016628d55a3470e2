package dev.velos.cli.foreign;

import dev.velos.config.ConfigDraft;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Interpreters;
import dev.velos.core.process.Numbering;
import dev.velos.core.process.ProcessName;
import dev.velos.core.schedule.CronLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One app of PM2 as a process of a velos.toml. What has no counterpart is told, but for what changes nothing, such as the
 * switches of PM2's own telemetry.
 */
final class Pm2App {
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "vizion",
            "pmx",
            "automation",
            "source_map_support",
            "disable_source_map_support",
            "windowsHide",
            "force",
            "treekill",
            "username",
            "post_update",
            "trace",
            "disable_trace",
            "v8",
            "event_loop_inspector",
            "deep_monitoring",
            "error",
            "version",
            "node_version");

    private final Map<String, Object> app;
    private final Path source;
    private final Path target;
    private final List<String> left;

    /**
     * @param source the folder that its relative paths start at
     * @param target the folder of the velos.toml
     * @param left gets a line for each thing without a counterpart
     */
    Pm2App(Map<String, Object> app, Path source, Path target, List<String> left) {
        this.app = new TreeMap<>(app);
        this.source = source;
        this.target = target;
        this.left = left;
    }

    void write(ConfigDraft draft) {
        String script = take("script").flatMap(Values::text).orElse("");
        String name = name(take("name").flatMap(Values::text).orElse(""), script);
        if (draft.has(name)) {
            note(name, "another instance", "instances of one process share its table");
            return;
        }
        if (script.isEmpty()) {
            note(name, "the app", "it has no script");
            return;
        }
        ConfigDraft.Entry process = draft.process(name);
        program(process, script);
        restart(process);
        instances(process, name);
        Pm2Watch.write(app, source, process, this::path);
        limits(process, name);
        Pm2Log.write(app, process);
        environment(process);
        rest(name);
    }

    private void program(ConfigDraft.Entry process, String script) {
        Optional<Path> cwd = take("cwd")
                .flatMap(Values::text)
                .filter(text -> !text.isEmpty())
                .map(source::resolve);
        process.text(
                "script",
                script.indexOf('/') < 0 ? script : path(cwd.orElse(source).resolve(script)));
        words("args").filter(words -> !words.isEmpty()).ifPresent(args -> process.texts("args", args));
        if (!cwd.orElse(source).normalize().equals(target)) {
            process.text("cwd", path(cwd.orElse(source)));
        }
        take("interpreter")
                .or(() -> take("exec_interpreter"))
                .flatMap(Values::text)
                .filter(text -> !text.isEmpty() && !isDefault(text, script))
                .ifPresent(text -> process.text("interpreter", text));
        words("interpreter_args")
                .or(() -> words("node_args"))
                .filter(words -> !words.isEmpty())
                .ifPresent(args -> process.texts("interpreter_args", args));
        take("namespace")
                .flatMap(Values::text)
                .filter(text -> !text.equals("default") && !text.isEmpty())
                .ifPresent(text -> process.text("namespace", legal(text)));
    }

    private static boolean isDefault(String interpreter, String script) {
        List<String> byExtension = Interpreters.forScript(script);
        String program = interpreter.substring(interpreter.lastIndexOf('/') + 1);
        return !byExtension.isEmpty() && byExtension.getFirst().equals(program);
    }

    private void restart(ConfigDraft.Entry process) {
        take("autostart").filter(Boolean.FALSE::equals).ifPresent(_ -> process.flag("autostart", false));
        take("autorestart").filter(Boolean.FALSE::equals).ifPresent(_ -> process.text("restart", "never"));
        number("max_restarts").ifPresent(count -> process.number("max_restarts", count));
        duration("min_uptime", "min_uptime", process);
        duration("restart_delay", "restart_delay", process);
        duration("kill_timeout", "kill_timeout", process);
        take("cron_restart")
                .or(() -> take("cron"))
                .flatMap(Values::text)
                .filter(line -> !line.isEmpty() && !line.equals("0"))
                .ifPresent(line -> cronRestart(process, line));
        take("wait_ready").filter(Boolean.TRUE::equals).ifPresent(_ -> process.flag("wait_ready", true));
        duration("listen_timeout", "ready_timeout", process);
        take("shutdown_with_message")
                .filter(Boolean.TRUE::equals)
                .ifPresent(_ -> process.flag("shutdown_message", true));
        duration("exp_backoff_restart_delay", "backoff.initial", process);
        take("stop_exit_codes").ifPresent(codes -> {
            List<Integer> numbers = Values.words(codes).stream()
                    .filter(code -> code.matches("\\d{1,3}"))
                    .map(Integer::valueOf)
                    .filter(code -> code <= 255)
                    .toList();
            process.numbers("stop_exit_codes", numbers);
        });
    }

    /** PM2's instances share the port that they listen on by themselves in cluster mode; ours are handed it. */
    private void instances(ConfigDraft.Entry process, String name) {
        take("instances").flatMap(Values::text).ifPresent(text -> {
            if (text.equals("max") || text.equals("0")) {
                process.text("instances", "max");
            } else if (text.matches("[1-9]\\d{0,2}")) {
                process.number("instances", Long.parseLong(text));
            } else {
                note(name, "instances = " + text, "write how many there are to be, or \"max\"");
            }
        });
        number("port").ifPresent(port -> process.number("port", port));
        take("increment_var").flatMap(Values::text).ifPresent(text -> process.text("increment_var", text));
        take("instance_var")
                .flatMap(Values::text)
                .filter(text -> !text.equals("NODE_APP_INSTANCE"))
                .ifPresent(text -> process.text("instance_var", text));
        take("exec_mode")
                .or(() -> take("exec_mode_cluster"))
                .flatMap(Values::text)
                .filter(text -> text.startsWith("cluster"))
                .ifPresent(_ -> listen(process, name));
    }

    private void limits(ConfigDraft.Entry process, String name) {
        take("max_memory_restart").flatMap(Values::text).ifPresent(text -> {
            String size = text.toUpperCase(Locale.ROOT);
            if (size.matches("\\d+[KMG]?")) {
                process.text("max_memory", size);
            } else {
                note(name, "max_memory_restart = " + text, "not a size of Velos");
            }
        });
        take("uid").or(() -> take("user")).flatMap(Values::text).ifPresent(text -> process.text("user", text));
        take("gid").flatMap(Values::text).ifPresent(text -> process.text("group", text));
    }

    private void listen(ConfigDraft.Entry process, String name) {
        Optional<Long> port = Optional.ofNullable(app.get("env"))
                .map(Values::map)
                .flatMap(env -> Optional.ofNullable(env.get("PORT")))
                .flatMap(Values::number)
                .filter(number -> number > 0 && number <= Numbering.MAX_PORT);
        port.ifPresentOrElse(
                number -> process.number("listen", number),
                () -> note(name, "exec_mode = cluster", "name the port that its instances share: listen = 3000"));
    }

    private void cronRestart(ConfigDraft.Entry process, String line) {
        try {
            process.text("cron_restart", CronLine.parse(line).text());
        } catch (VelosException e) {
            left.add("cron_restart = " + line + ": " + e.failure().message());
        }
    }

    /** PM2 takes plain numbers as milliseconds. */
    private void duration(String key, String ours, ConfigDraft.Entry process) {
        take(key).flatMap(Values::text).filter(text -> !text.equals("0")).ifPresent(text -> {
            String written = text.matches("\\d+") ? text + "ms" : text;
            if (written.matches("\\d+(ms|s|m|h)")) {
                process.text(ours, written);
            } else {
                left.add(key + " = " + text + ": not a duration of Velos");
            }
        });
    }

    private void environment(ConfigDraft.Entry process) {
        take("env")
                .ifPresent(env -> Values.map(env)
                        .forEach((name, value) -> Values.text(value)
                                .filter(_ -> isName(name))
                                .ifPresent(text -> process.variable(name, text))));
        for (String key : List.copyOf(app.keySet())) {
            if (key.startsWith("env_") && key.length() > 4 && app.get(key) instanceof Map<?, ?>) {
                String profile = key.substring(4);
                Values.map(take(key).orElseThrow())
                        .forEach((name, value) -> Values.text(value)
                                .filter(_ -> isName(name))
                                .ifPresent(text -> process.variable(profile, name, text)));
            }
        }
        take("env_file").flatMap(Values::text).ifPresent(file -> process.text("env_file", path(source.resolve(file))));
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.indexOf('=') < 0;
    }

    private void rest(String name) {
        app.keySet().removeAll(WITHOUT_MEANING);
        app.forEach((key, value) -> {
            boolean isOff = Boolean.FALSE.equals(value)
                    || Values.text(value).filter(String::isEmpty).isPresent();
            if (!isOff) {
                note(name, key, "no counterpart in this version");
            }
        });
    }

    private void note(String name, String what, String why) {
        left.add(name + ": " + what + ": " + why);
    }

    private Optional<Object> take(String key) {
        return Optional.ofNullable(app.remove(key));
    }

    private Optional<List<String>> words(String key) {
        return take(key).map(Values::words);
    }

    private Optional<Long> number(String key) {
        return take(key).flatMap(Values::number);
    }

    /** Relative where the file lies below the folder of the velos.toml. */
    private String path(Path file) {
        Path normal = file.normalize();
        return normal.startsWith(target) && !normal.equals(target)
                ? "./" + target.relativize(normal)
                : normal.toString();
    }

    private static String name(String chosen, String script) {
        String stem = script.substring(script.lastIndexOf('/') + 1).replaceFirst("\\.[^.]+$", "");
        return legal(chosen.isEmpty() ? stem : chosen);
    }

    private static String legal(String text) {
        List<String> characters = new ArrayList<>();
        text.codePoints()
                .limit(ProcessName.MAX_LENGTH - 4)
                .forEach(c ->
                        characters.add(Character.toString(c).matches("[A-Za-z0-9._-]") ? Character.toString(c) : "-"));
        String legal = String.join("", characters);
        return legal.matches(".*[A-Za-z_].*") && !legal.equals("all") ? legal : "app-" + legal;
    }
}
