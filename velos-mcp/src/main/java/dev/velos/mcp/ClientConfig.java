package dev.velos.mcp;

import dev.velos.mcp.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a client is told to start this server.
 *
 * @param place where the text goes
 */
public record ClientConfig(String text, String place) {
    /** The clients whose form is known. */
    public static final List<String> CLIENTS = List.of("claude", "cursor", "codex", "gemini", "vscode");

    /**
     * For a client of that name; nothing where its form is not known.
     *
     * @param environment variables that the server needs
     */
    public static Optional<ClientConfig> of(
            String client, String program, List<String> arguments, Map<String, String> environment) {
        return switch (client) {
            case "claude" ->
                Optional.of(new ClientConfig(
                        json("mcpServers", "", program, arguments, environment),
                        ".mcp.json of a project, or claude_desktop_config.json"));
            case "cursor" ->
                Optional.of(new ClientConfig(
                        json("mcpServers", "", program, arguments, environment),
                        "~/.cursor/mcp.json, or .cursor/mcp.json of a project"));
            case "gemini" ->
                Optional.of(new ClientConfig(
                        json("mcpServers", "", program, arguments, environment),
                        "~/.gemini/settings.json, or .gemini/settings.json of a project"));
            case "vscode" ->
                Optional.of(new ClientConfig(
                        json("servers", "\n      \"type\": \"stdio\",", program, arguments, environment),
                        ".vscode/mcp.json of a project"));
            case "codex" ->
                Optional.of(new ClientConfig(toml(program, arguments, environment), "~/.codex/config.toml"));
            default -> Optional.empty();
        };
    }

    private static String json(
            String table, String type, String program, List<String> arguments, Map<String, String> environment) {
        String env = environment.isEmpty() ? "" : ",\n      \"env\": " + JsonWriter.text(new TreeMap<>(environment));
        return "{\n  \"" + table + "\": {\n    \"velos\": {" + type + "\n      \"command\": " + JsonWriter.text(program)
                + ",\n      \"args\": " + JsonWriter.text(arguments) + env + "\n    }\n  }\n}";
    }

    /** Strings and arrays of them are the same in TOML as in JSON. */
    private static String toml(String program, List<String> arguments, Map<String, String> environment) {
        StringBuilder toml = new StringBuilder("[mcp_servers.velos]\ncommand = ")
                .append(JsonWriter.text(program))
                .append("\nargs = ")
                .append(JsonWriter.text(arguments));
        if (!environment.isEmpty()) {
            toml.append("\n\n[mcp_servers.velos.env]");
            new TreeMap<>(environment)
                    .forEach((name, value) ->
                            toml.append('\n').append(name).append(" = ").append(JsonWriter.text(value)));
        }
        return toml.toString();
    }
}
