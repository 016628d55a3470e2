package dev.velos.daemon.session;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Commands;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Notice;
import dev.velos.daemon.capture.GrowthListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells subscribers which logs have grown, at most once a turn each. Owned by the loop. Text never passes through
 * here: followers read the files. So a slow follower misses nothing, and costs one entry for each log it follows.
 */
public final class LogFollowers implements GrowthListener {
    /** Subscriptions of one connection at once. */
    private static final int MAX_SUBSCRIPTIONS = 100;

    private final Map<Path, Long> grown = new LinkedHashMap<>();
    private final Map<Long, Follower> followers = new HashMap<>();
    private final Set<Path> apart = new HashSet<>();
    private long lastSubscription;

    /**
     * One subscription.
     *
     * @param logs which it follows, of those that come later too
     * @param waiting what has grown since its session could last take a notice
     */
    private record Follower(Session session, Predicate<Path> logs, Map<Path, Long> waiting) {}

    @Override
    public void grew(Path log, long size) {
        if (!followers.isEmpty()) {
            grown.put(log, size);
        }
    }

    /** Only those are told of this file who follow it by name: it is no log of a process. */
    public void keepApart(Path file) {
        apart.add(file);
    }

    /** Sends notices of these logs to a session until it closes; a session can have 100 subscriptions. */
    long add(Session session, Set<Path> logs) {
        return addWhere(session, Set.copyOf(logs)::contains);
    }

    /** Sends notices of every log, also of those that come later. */
    long addAll(Session session) {
        return addWhere(session, log -> !apart.contains(log));
    }

    /** Sends notices of those logs of which that holds at the time. */
    long addWhere(Session session, Predicate<Path> logs) {
        long own = followers.values().stream()
                .filter(follower -> follower.session().equals(session))
                .count();
        if (own >= MAX_SUBSCRIPTIONS) {
            throw Failure.unavailable(
                            "This connection has " + own + " subscriptions already.",
                            "Follow several logs with one of them, or open another connection.")
                    .asException();
        }
        long subscription = ++lastSubscription;
        Follower follower = new Follower(session, logs, new LinkedHashMap<>());
        followers.put(subscription, follower);
        session.onClose(() -> followers.remove(subscription));
        session.onDrained(() -> tell(subscription, follower));
        return subscription;
    }

    /** The turn's growth goes out. */
    public void endTurn() {
        if (grown.isEmpty()) {
            return;
        }
        Map<Path, Long> news = Map.copyOf(grown);
        grown.clear();
        for (Map.Entry<Long, Follower> entry : List.copyOf(followers.entrySet())) {
            Follower follower = entry.getValue();
            news.forEach((log, size) -> {
                if (follower.logs().test(log)) {
                    follower.waiting().put(log, size);
                }
            });
            tell(entry.getKey(), follower);
        }
    }

    private static void tell(long subscription, Follower follower) {
        if (follower.session().isBusy() || follower.waiting().isEmpty()) {
            return;
        }
        List<Fields> logs = follower.waiting().entrySet().stream()
                .map(entry -> Fields.builder()
                        .put("file", entry.getKey().toString())
                        .put("size", entry.getValue())
                        .build())
                .toList();
        follower.waiting().clear();
        follower.session()
                .send(new Notice(
                        subscription,
                        Commands.LOG_GREW,
                        Fields.builder().putList("logs", logs).build()));
    }
}
