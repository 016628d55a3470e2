package dev.velos.mcp.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The secret that clients have to name. Only its digest is kept. */
public final class Token {
    /** A shorter one could be guessed. */
    public static final int LEAST_CHARACTERS = 16;

    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    /** @param text of at least {@link #LEAST_CHARACTERS} visible ASCII characters */
    public Token(String text) {
        if (!isPossible(text)) {
            throw new IllegalArgumentException("too short, or not of visible ASCII characters");
        }
        digest = digest(text);
    }

    public static boolean isPossible(String text) {
        return text.length() >= LEAST_CHARACTERS && text.chars().allMatch(it -> it > ' ' && it < 127);
    }

    /** Whether a header {@code Authorization} names it; takes as long whatever it names. */
    boolean isNamedBy(String authorization) {
        boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String named = isBearer ? authorization.substring(SCHEME.length()).strip() : "";
        return MessageDigest.isEqual(digest, digest(named));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
