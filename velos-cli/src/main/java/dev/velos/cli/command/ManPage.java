package dev.velos.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual pages, from the models of the commands: one of {@code velos}, and one of each command. Only the build makes
 * them, in the roff that man(7) of groff and mandoc describes.
 */
public final class ManPage {
    private static final String MAIN = "velos";

    private final StringBuilder text = new StringBuilder();

    private ManPage(String name) {
        text.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 \"\" Velos \"Velos\"\n");
        // neither hyphens nor wide gaps within what a reader may want to copy
        text.append(".nh\n.ad l\n");
    }

    /** {@code velos} and {@code velos-NAME} of every command. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(MAIN));
        CommandTable.NAMES.forEach(it -> names.add(MAIN + "-" + it));
        return names;
    }

    /** The source of the page of that name. */
    public static String of(String name) {
        ManPage page = new ManPage(name);
        if (name.equals(MAIN)) {
            page.main();
        } else {
            String command = name.substring(MAIN.length() + 1);
            page.command(name, Model.withCommon(CommandTable.require(command).model()));
        }
        return page.text.toString();
    }

    private void main() {
        section("NAME");
        line("velos - keep programs running");
        section("SYNOPSIS");
        line("velos <command> [options]");
        section("DESCRIPTION");
        line("Velos runs programs, starts them again when they die, and keeps their logs. A daemon, which the first"
                + " command starts, looks after them; the programs outlive it.");
        section("COMMANDS");
        for (String name : CommandTable.NAMES) {
            item(
                    MAIN + "-" + name + "(1)",
                    CommandTable.require(name).model().usageMessage().description()[0]);
        }
        section("EXIT STATUS");
        for (ExitCode code : ExitCode.values()) {
            item(Integer.toString(code.number()), code.meaning());
        }
        section("ENVIRONMENT");
        for (HelpCommand.Variable variable : HelpCommand.Variable.values()) {
            item(variable.name(), variable.meaning());
        }
        section("FILES");
        item("velos.toml", "what is to run; velos-validate(1) checks it");
        item("~/.velos", "list, logs, events and socket of the daemon");
        item("~/.velos/config.toml", "settings of the home; velos-config(1) changes them");
    }

    private void command(String name, CommandSpec model) {
        String[] description = model.usageMessage().description();
        section("NAME");
        line(name + " - " + description[0]);
        section("SYNOPSIS");
        for (String synopsis : model.usageMessage().customSynopsis()) {
            line(synopsis);
            text.append(".br\n");
        }
        section("DESCRIPTION");
        for (String paragraph : description) {
            line(paragraph);
        }
        if (model.aliases().length > 0) {
            line("");
            line("Also called " + String.join(", ", model.aliases()) + ".");
        }
        arguments(model);
        section("OPTIONS");
        model.options().forEach(this::option);
        section("SEE ALSO");
        line("velos(1) tells of exit codes and variables.");
    }

    private void arguments(CommandSpec model) {
        if (!model.positionalParameters().isEmpty()) {
            section("ARGUMENTS");
        }
        for (PositionalParamSpec argument : model.positionalParameters()) {
            item(argument.paramLabel(), String.join(" ", argument.description()));
        }
    }

    private void option(OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        item(String.join(", ", option.names()) + label, String.join(" ", option.description()));
    }

    private void section(String title) {
        text.append(".SH ").append(title).append('\n');
    }

    private void item(String term, String meaning) {
        text.append(".TP\n.B ").append(escaped(term)).append('\n');
        line(meaning);
    }

    /** A line that is empty begins a new paragraph. */
    private void line(String plain) {
        text.append(plain.isEmpty() ? ".PP" : escaped(plain)).append('\n');
    }

    /** Dashes stay dashes, and nothing is taken for a request: not a dot, an apostrophe or a backslash. */
    private static String escaped(String plain) {
        String safe = String.format(plain)
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("\"", "\\(dq")
                .replace("'", "\\(aq")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha")
                .replace("`", "\\(ga");
        return safe.startsWith(".") ? "\\&" + safe : safe;
    }
}
