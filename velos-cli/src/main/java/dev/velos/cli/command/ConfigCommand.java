package dev.velos.cli.command;

import dev.velos.cli.output.AiKey;
import dev.velos.cli.output.Answer;
import dev.velos.cli.output.Screen;
import dev.velos.config.SettingKey;
import dev.velos.config.Settings;
import dev.velos.config.SettingsFile;
import dev.velos.core.protocol.Fields;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code velos config}: the settings of the home. */
final class ConfigCommand implements Command {
    private static final List<String> ACTIONS = List.of("get", "set", "unset", "list", "apply");

    @Override
    public CommandSpec model() {
        return Model.command(
                        "config",
                        "list|get|set|unset|apply [<setting> [<value>]] [--json]",
                        "Show and change the settings of Velos.",
                        "",
                        "  list                  every setting, and what it is",
                        "  get <setting>         the value of one",
                        "  set <setting> <value> change one; of a list: a,b,c",
                        "  unset <setting>       let its default hold again",
                        "  apply                 check config.toml, and give it to the daemon after it was changed by"
                                + " hand")
                .addPositional(Model.words("<config action>", "What to do, the setting and its value."))
                .addOption(Model.json("the settings"));
    }

    @Override
    public ExitCode run(Arguments arguments, Invocation invocation) {
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            throw usage("\"velos config\" takes one of " + String.join(", ", ACTIONS) + ".");
        }
        SettingsFile file = HomeSettings.file(invocation.home());
        return switch (words.getFirst()) {
            case "list" -> {
                expect(words, 1);
                yield list(file, invocation.screen());
            }
            case "get" -> get(expect(words, 2), file, invocation.screen());
            case "set" -> {
                SettingKey<?> key = SettingsFile.require(expect(words, 3).get(1));
                yield changed(key, file.set(key, words.get(2)), invocation);
            }
            case "unset" -> {
                SettingKey<?> key = SettingsFile.require(expect(words, 2).get(1));
                yield changed(key, file.unset(key), invocation);
            }
            case "apply" -> {
                expect(words, 1);
                yield apply(file, invocation);
            }
            default ->
                throw new UsageException(
                        "\"velos config\" cannot \"" + words.getFirst() + "\".",
                        Nearest.suggestion(words.getFirst(), ACTIONS, "Write list, get, set, unset or apply."));
        };
    }

    private static List<String> expect(List<String> words, int count) {
        if (words.size() < count) {
            throw usage("\"velos config " + words.getFirst() + "\" needs "
                    + (count == 3 && words.size() == 2 ? "a value." : "the name of a setting."));
        }
        if (words.size() > count) {
            throw usage("\"velos config " + words.getFirst() + "\" does not know what to do with \"" + words.get(count)
                    + "\".");
        }
        return words;
    }

    private static UsageException usage(String message) {
        return new UsageException(message, "\"velos help config\" shows how it is called.");
    }

    private static ExitCode list(SettingsFile file, Screen screen) {
        Settings settings = file.require();
        Answer.list(
                        AiKey.CONFIG,
                        () -> settings.entries().stream()
                                .map(entry -> fields(entry, settings))
                                .toList())
                .briefly(() -> brief(settings.entries(), settings))
                .print(screen, () -> printLines(settings, screen));
        return ExitCode.DONE;
    }

    private static void printLines(Settings settings, Screen screen) {
        int width = 0;
        for (Settings.Entry entry : settings.entries()) {
            width = Math.max(width, entry.key().name().length());
        }
        for (Settings.Entry entry : settings.entries()) {
            String name = entry.key().name();
            String value = entry.toml().orElse("(none)");
            screen.out()
                    .line(name + " ".repeat(width - name.length()) + " = " + value
                            + (entry.isSet() ? "" : "  # default"));
        }
    }

    private static ExitCode get(List<String> words, SettingsFile file, Screen screen) {
        SettingKey<?> key = SettingsFile.require(words.get(1));
        Settings settings = file.require();
        answer(key, settings).print(screen, () -> settings.plain(key).ifPresent(screen.out()::line));
        return ExitCode.DONE;
    }

    private static Answer answer(SettingKey<?> key, Settings settings) {
        Settings.Entry entry = settings.entry(key.name()).orElseThrow();
        return Answer.of(() -> fields(entry, settings)).briefly(() -> brief(List.of(entry), settings));
    }

    private static Fields brief(List<Settings.Entry> entries, Settings settings) {
        Fields.Builder values = Fields.builder();
        entries.forEach(entry -> values.putOptional(entry.key().name(), settings.plain(entry.key())));
        return Fields.builder().put("config", values.build()).build();
    }

    private static Fields fields(Settings.Entry entry, Settings settings) {
        return Fields.builder()
                .put("setting", entry.key().name())
                .putOptional("value", settings.plain(entry.key()))
                .put("set", entry.isSet())
                .put("description", entry.key().description())
                .build();
    }

    private static ExitCode changed(SettingKey<?> key, Settings settings, Invocation invocation) {
        boolean told = SettingsHandout.give(settings, invocation);
        Screen screen = invocation.screen();
        answer(key, settings).print(screen, () -> {
            String value = settings.entry(key.name()).orElseThrow().toml().orElse("(none)");
            screen.out().line(screen.doneMark() + " " + key.name() + " = " + value);
            screen.out().line("  " + since(key.reach(), told));
        });
        return ExitCode.DONE;
    }

    private static String since(SettingKey.Reach reach, boolean told) {
        return switch (reach) {
            case DAEMON -> told ? "The running daemon works by it now." : "The daemon works by it when it starts.";
            case COMMANDS -> "It counts from the next command on; the daemon has no part in it.";
            case STARTS ->
                "It counts for what \"velos start\" starts or changes from now on; what runs keeps what it has.";
        };
    }

    private static ExitCode apply(SettingsFile file, Invocation invocation) {
        boolean told = SettingsHandout.give(file.require(), invocation);
        Screen screen = invocation.screen();
        Answer.of(() -> Fields.builder()
                        .put("file", file.path().toString())
                        .put("daemon_told", told)
                        .build())
                .print(
                        screen,
                        () -> screen.out()
                                .line(screen.doneMark() + " " + file.path() + " is right"
                                        + (told
                                                ? ", and the running daemon works by it now."
                                                : "; the daemon works by it when it starts.")));
        return ExitCode.DONE;
    }
}
