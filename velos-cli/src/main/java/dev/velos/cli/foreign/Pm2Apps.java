package dev.velos.cli.foreign;

import dev.velos.config.ConfigDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads PM2's ecosystem files and its dump. */
public final class Pm2Apps {
    private Pm2Apps() {}

    /**
     * The velos.toml that describes the same processes.
     *
     * @param folder where that velos.toml is to stand
     * @param environment of the caller: variables of a dump that are as they are in it were inherited
     */
    public static Imported read(Path file, Path folder, Map<String, String> environment) {
        boolean isDump = file.getFileName().toString().startsWith("dump.pm2");
        List<Map<String, Object>> apps = apps(exported(file));
        if (apps.isEmpty()) {
            throw ForeignProblem.of(
                    file + " describes no process.", "Name an ecosystem file of PM2, or the dump.pm2 of pm2 save.");
        }
        ConfigDraft draft = new ConfigDraft().comment("Imported from " + file.getFileName() + ".");
        List<String> left = new ArrayList<>();
        for (Map<String, Object> app : apps) {
            new Pm2App(isDump ? Pm2Dump.asApp(app, environment) : app, file.getParent(), folder, left).write(draft);
        }
        return new Imported(draft.text(), draft.names(), left);
    }

    private static Object exported(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".js") || name.endsWith(".cjs") || name.endsWith(".mjs")) {
            return JsModule.exported(file);
        }
        String text = text(file);
        return name.endsWith(".yml") || name.endsWith(".yaml")
                ? YamlText.parse(text, file.toString())
                : JsonText.parse(text, file.toString());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            String why = Files.exists(file) ? e.getMessage() : "there is no such file";
            throw ForeignProblem.of(file + " cannot be read: " + why + ".", "Check the path.");
        }
    }

    /** Those under {@code apps}, those of a list, or the one that the file is. */
    private static List<Map<String, Object>> apps(Object exported) {
        Map<String, Object> root = Values.map(exported);
        Object found = root.getOrDefault("apps", root.getOrDefault("app", exported));
        List<?> list = found instanceof List<?> several ? several : List.of(found);
        return list.stream().map(Values::map).filter(app -> !app.isEmpty()).toList();
    }
}
