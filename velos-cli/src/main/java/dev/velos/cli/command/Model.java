package dev.velos.cli.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Builds the parser's models in code: with annotations, reflection would double the time of a short command. */
final class Model {
    static final String JSON = "--json";

    private Model() {}

    /** A command with its synopsis behind the name, its one-line summary and more lines of description. */
    static CommandSpec command(String name, String synopsis, String... description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage()
                .customSynopsis("velos " + name + (synopsis.isEmpty() ? "" : " " + synopsis))
                .synopsisHeading("Usage: ")
                .description(description)
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .sortOptions(false);
        return spec;
    }

    /** With the options that every command has. */
    static CommandSpec withCommon(CommandSpec spec) {
        return spec.addOption(flag("Print few tokens for a language model; complaints, too, as JSON.", ChosenMode.AI))
                .addOption(flag("Print JSON for a program; complaints, too.", ChosenMode.MACHINE))
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .type(boolean.class)
                        .description("Show this help.")
                        .build());
    }

    static OptionSpec json(String what) {
        return flag("Print " + what + " as JSON.", JSON);
    }

    static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names[0], rest(names))
                .type(boolean.class)
                .description(description)
                .build();
    }

    static OptionSpec value(String label, String description, String... names) {
        return OptionSpec.builder(names[0], rest(names))
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    static OptionSpec values(String label, String description, String... names) {
        return OptionSpec.builder(names[0], rest(names))
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    static PositionalParamSpec words(String label, String description) {
        return PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .paramLabel(label)
                .description(description)
                .build();
    }

    static PositionalParamSpec targets() {
        return words(
                "<process>",
                "A name or a pattern such as web-*, an id, one instance such as api:0, @namespace, or \"all\".");
    }

    private static String[] rest(String[] names) {
        return java.util.Arrays.copyOfRange(names, 1, names.length);
    }
}
