package dev.velos.cli.command;

import dev.velos.config.McpKeys;
import dev.velos.config.Settings;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import dev.velos.mcp.http.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Where the token of {@code velos mcp-server} comes from: never from the command line, which everybody can read. */
record McpToken(Arguments arguments, Invocation invocation, Settings settings) {
    private static final String VARIABLE = "VELOS_MCP_TOKEN";
    private static final int MOST_BYTES = 4_096;
    private static final String MAKE = "Make one by: (umask 077; head -c 24 /dev/urandom | base64 >FILE)";

    /** That of the option, else of the variable, else of the settings. */
    Optional<Token> read() {
        return arguments
                .text(McpHttp.TOKEN_FILE)
                .map(this::ofFile)
                .or(() -> Optional.ofNullable(invocation.environment().get(VARIABLE))
                        .map(text -> token(text, VARIABLE)))
                .or(() -> settings.optionalValue(McpKeys.TOKEN_FILE).map(this::ofFile));
    }

    private Token ofFile(String name) {
        Path file = invocation.cwd().resolve(name);
        try {
            requirePrivate(file);
            if (Files.size(file) > MOST_BYTES) {
                throw unusable(file + " is too long to be a token.");
            }
            return token(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw unusable("The token file " + file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        if (rights.contains(PosixFilePermission.GROUP_READ) || rights.contains(PosixFilePermission.OTHERS_READ)) {
            throw Failure.invalidRequest("Others can read the token file " + file + ".", "chmod 600 " + file)
                    .asException();
        }
    }

    private static Token token(String text, String place) {
        if (!Token.isPossible(text.strip())) {
            throw unusable("The token in " + place + " is shorter than " + Token.LEAST_CHARACTERS
                    + " characters, or has others than visible ones of ASCII.");
        }
        return new Token(text.strip());
    }

    private static VelosException unusable(String why) {
        return Failure.invalidRequest(why, MAKE + ".").asException();
    }
}
