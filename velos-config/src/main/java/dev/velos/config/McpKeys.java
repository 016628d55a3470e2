package dev.velos.config;

import java.util.List;
import java.util.Optional;

/** The settings of {@code [mcp]}: what agents may do, whatever options their server is started with. */
public final class McpKeys {
    /** Bounds for {@link #MAX_TOKENS}. */
    public static final int LEAST_TOKENS = 100;

    /** Bounds for {@link #MAX_TOKENS}. */
    public static final int MOST_TOKENS = 20_000;

    /** Whether agents may change nothing. */
    public static final SettingKey<Boolean> READ_ONLY = SettingKey.of(
            "mcp.read_only",
            Kinds.flag(),
            "Whether agents are offered only what changes nothing",
            false,
            SettingKey.Reach.COMMANDS);

    /** The processes that agents may see and touch. */
    public static final SettingKey<List<String>> ALLOW = SettingKey.of(
            "mcp.allow",
            Kinds.texts(),
            "The only processes that agents can see and touch, by names and patterns; empty for all",
            List.of(),
            SettingKey.Reach.COMMANDS);

    /** The programs that agents may start. */
    public static final SettingKey<List<String>> COMMANDS = SettingKey.of(
            "mcp.commands",
            Kinds.texts(),
            "The only programs that agents can start, by names, paths and patterns; empty for all",
            List.of(),
            SettingKey.Reach.COMMANDS);

    /** How long a reply may be. */
    public static final SettingKey<Integer> MAX_TOKENS = SettingKey.of(
            "mcp.max_tokens",
            Kinds.wholeNumber(LEAST_TOKENS, MOST_TOKENS),
            "About how long a reply to an agent may be, in tokens",
            2_000,
            SettingKey.Reach.COMMANDS);

    /** Where the token of the server for HTTP is. */
    public static final SettingKey<String> TOKEN_FILE = new SettingKey<>(
            "mcp.token_file",
            Kinds.name("Write the path of a file that holds a token."),
            "The file with the token that agents have to name over HTTP",
            Optional.empty(),
            SettingKey.Reach.COMMANDS);

    static final List<SettingKey<?>> ALL = List.of(READ_ONLY, ALLOW, COMMANDS, MAX_TOKENS, TOKEN_FILE);

    private McpKeys() {}
}
