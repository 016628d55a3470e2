package dev.velos.daemon.os;

import java.util.ArrayList;
import java.util.List;

/**
 * The environment of a program. No name is in it twice.
 *
 * @param common entries {@code NAME=value} that other programs have too: the same list for all of them, so that who
 *     spawns many need not lay it out anew for each
 * @param own the other entries
 */
public record Environment(List<String> common, List<String> own) {
    public Environment {
        common = List.copyOf(common);
        own = List.copyOf(own);
    }

    /** One that shares nothing. */
    public static Environment of(List<String> entries) {
        return new Environment(List.of(), entries);
    }

    /** All entries. */
    public List<String> entries() {
        List<String> all = new ArrayList<>(common);
        all.addAll(own);
        return all;
    }
}
