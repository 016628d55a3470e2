package dev.velos.cli.output;

import java.util.Locale;
import java.util.Map;

/** Which ornaments a terminal can show. */
public enum Glyphs {
    UNICODE("✔", "✘", "…", "│", "─", "┌┬┐", "├┼┤", "└┴┘"),
    ASCII("ok", "!!", "~", "|", "-", "+++", "+++", "+++");

    final String done;
    final String failed;
    final String cut;
    final String vertical;
    final String horizontal;
    final String top;
    final String middle;
    final String bottom;

    Glyphs(
            String done,
            String failed,
            String cut,
            String vertical,
            String horizontal,
            String top,
            String middle,
            String bottom) {
        this.done = done;
        this.failed = failed;
        this.cut = cut;
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.top = top;
        this.middle = middle;
        this.bottom = bottom;
    }

    /** Those of the locale: UTF-8 is assumed unless the environment names another character set. */
    static Glyphs of(Map<String, String> environment) {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(variable, "");
            if (!locale.isEmpty()) {
                String name = locale.toUpperCase(Locale.ROOT);
                return name.contains("UTF-8") || name.contains("UTF8") ? UNICODE : ASCII;
            }
        }
        return UNICODE;
    }
}
