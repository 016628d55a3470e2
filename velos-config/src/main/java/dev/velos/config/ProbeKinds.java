package dev.velos.config;

import dev.velos.core.process.InternetAddress;
import dev.velos.core.process.ProbeTarget;
import dev.velos.core.protocol.Fields;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlArray;

/** The kinds of values that say what is asked to learn how a program does. */
final class ProbeKinds {
    private ProbeKinds() {}

    /** Where a connection is made. */
    static Kind<ProbeTarget.Tcp> tcp() {
        return new ParsedKind<>(
                "an address such as \"127.0.0.1:3000\"",
                text -> new ProbeTarget.Tcp(InternetAddress.parse(text)),
                target -> target.address().text());
    }

    /** What is got by HTTP. */
    static Kind<ProbeTarget.Http> http() {
        return new ParsedKind<>(
                "a URL such as \"http://127.0.0.1:3000/health\", or a path such as \"/health\"",
                ProbeTarget.Http::parse,
                ProbeTarget.Http::url);
    }

    /** A command: a list of words, or a text for a shell. */
    static final class Exec implements Kind<ProbeTarget.Exec> {
        private static final String EXAMPLE = "Write it as [\"pg_isready\", \"-q\"], or as a text for sh.";

        @Override
        public Optional<ProbeTarget.Exec> read(Node node, Reading reading) {
            Optional<List<String>> words = switch (node.value()) {
                case TomlArray _ ->
                    Kinds.elements(node, reading, Kinds.text(), "a list of texts", "[\"pg_isready\", \"-q\"]");
                case String _ -> Kinds.name(EXAMPLE).read(node, reading).map(Exec::inShell);
                default -> Kind.wrong(node, reading, "a command", EXAMPLE);
            };
            return words.flatMap(
                    command -> command.isEmpty() || command.getFirst().isEmpty()
                            ? Kind.refused(node, reading, " is empty.", EXAMPLE)
                            : Optional.of(new ProbeTarget.Exec(command)));
        }

        private static List<String> inShell(String line) {
            return List.of(ProbeTarget.SHELL.getFirst(), ProbeTarget.SHELL.getLast(), line);
        }

        @Override
        public String toml(ProbeTarget.Exec value) {
            return TomlText.of(value.command());
        }

        @Override
        public Fields schema() {
            return Schema.anyOf(Schema.name(), Schema.listOf(Schema.text()));
        }
    }
}
