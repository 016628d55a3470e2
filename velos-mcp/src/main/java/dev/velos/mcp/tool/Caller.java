package dev.velos.mcp.tool;

/**
 * Who calls.
 *
 * @param client the name that the client gives itself, of the characters {@code A-Z a-z 0-9 . _ -}; {@code agent} where
 *     it gives none
 * @param session of this server
 */
public record Caller(String client, String session) {
    private static final int LONGEST = 32;

    /** @param name as it came, of any characters */
    public static Caller of(String name, String session) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length() && plain.length() < LONGEST; i++) {
            char c = name.charAt(i);
            boolean isLegal = c < 128 && Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
            plain.append(isLegal ? c : '-');
        }
        return new Caller(plain.isEmpty() ? "agent" : plain.toString(), session);
    }

    /** What the processes that it starts are known to belong to, and its name in the event log. */
    public String owner() {
        return client + "-" + session;
    }
}
