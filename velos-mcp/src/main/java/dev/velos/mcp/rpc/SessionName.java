package dev.velos.mcp.rpc;

import java.util.HexFormat;
import java.util.Random;

/** What sessions are known by in owners and events, such as {@code s3f2a1b}. */
public final class SessionName {
    private static final int DIGITS = 6;

    private SessionName() {}

    /** A new one; short, since it is read by people, and no secret. */
    public static String any() {
        return "s" + HexFormat.of().toHexDigits(new Random().nextInt(), DIGITS);
    }
}
