package dev.velos.mcp.rpc;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a client wants to be told without asking each time. Any thread may use it. */
public final class Wishes {
    /** More resources than this are not watched for one client. */
    public static final int MOST = 200;

    /** Whether news of lists are wanted. */
    public enum Lists {
        ASKED,
        /** A client of the old era cannot ask, and is told where something is watched for it anyway. */
        WELCOME,
        UNWANTED
    }

    private final Set<String> resources = new TreeSet<>();
    private final Lists lists;
    private Optional<LogLevel> level = Optional.empty();

    /** @param wanted the addresses of resources, of which no more than {@link #MOST} are taken */
    public Wishes(Lists lists, Collection<String> wanted) {
        this.lists = lists;
        wanted.stream().limit(MOST).forEach(resources::add);
    }

    /** Those of a client that has wished for nothing yet. */
    static Wishes none() {
        return new Wishes(Lists.WELCOME, Set.of());
    }

    /** False where there are too many. */
    public synchronized boolean add(String resource) {
        return resources.contains(resource) || resources.size() < MOST && resources.add(resource);
    }

    public synchronized void remove(String resource) {
        resources.remove(resource);
    }

    /** From now on it is told what is at least as grave. */
    public synchronized void level(LogLevel least) {
        level = Optional.of(least);
    }

    /** The addresses of the resources whose changes are wanted. */
    public synchronized Set<String> resources() {
        return Set.copyOf(resources);
    }

    public synchronized boolean wants(LogLevel grave) {
        return level.isPresent() && level.get().compareTo(grave) <= 0;
    }

    public boolean wantsLists() {
        return lists != Lists.UNWANTED;
    }

    /** Whether anything has to be watched for it: lists alone are told to whoever wishes for something else, or asks. */
    public synchronized boolean areAny() {
        return lists == Lists.ASKED || level.isPresent() || !resources.isEmpty();
    }
}
