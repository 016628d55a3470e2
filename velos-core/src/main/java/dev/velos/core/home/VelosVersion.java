package dev.velos.core.home;

/** The version of this build. */
public final class VelosVersion {
    /** As {@code velos version} prints it; kept equal to the parent pom by a test. */
    public static final String CURRENT = "0.1.0";

    private VelosVersion() {}
}
