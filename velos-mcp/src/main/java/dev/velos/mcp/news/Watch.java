package dev.velos.mcp.news;

import dev.velos.client.VelosClient;
import dev.velos.core.event.Event;
import dev.velos.core.event.EventKind;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessWord;
import dev.velos.core.protocol.Notice;
import dev.velos.logs.event.EventReader;
import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.resource.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the daemon's events, and the logs that somebody wishes to know of, until nobody wishes for anything. Whatever
 * daemon there is is followed; none is started. Runs on a thread of its own, whose interruption means that wishes may
 * have changed.
 */
final class Watch implements Runnable {
    /** News of a moment go out together, and no resource is told of more often than that. */
    private static final long TOGETHER_MILLIS = 200;

    /** Between looks for a daemon, where none runs. */
    private static final long ABSENCE_MILLIS = 1_000;

    private static final Set<String> LIST_KINDS =
            Set.of(EventKind.STARTED.wire(), EventKind.DELETED.wire(), EventKind.ADOPTED.wire());

    private final Newsroom newsroom;
    private final Fleet fleet;
    private final EventReader events;
    private final Notes notes = new Notes();
    private Set<String> names = Set.of();
    private Set<String> logs = Set.of();

    /** Read, but not told yet: the daemon may go away while it is asked about them, and another takes over. */
    private final List<Event> untold = new ArrayList<>();

    Watch(Newsroom newsroom, Fleet fleet, EventReader events) {
        this.newsroom = newsroom;
        this.fleet = fleet;
        this.events = events;
    }

    @Override
    public void run() {
        try (events) {
            while (newsroom.goesOn()) {
                look();
            }
        } catch (IOException e) {
            // closing a file that was only read loses nothing
            return;
        }
    }

    private void look() {
        try {
            Optional<VelosClient> daemon = fleet.launcher().connectOrRevive();
            if (daemon.isPresent()) {
                follow(daemon.get());
            } else {
                Thread.sleep(ABSENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            // wishes may have changed; the loop looks at them
            return;
        } catch (VelosException | IOException e) {
            rest();
        }
    }

    /**
     * The daemon is gone, or does not answer, which tools tell; or this thread was interrupted. Which logs have grown
     * meanwhile nobody knows: the next daemon's followers are told of all.
     */
    private void rest() {
        if (!Thread.interrupted()) {
            logs = Set.of();
            try {
                Thread.sleep(TOGETHER_MILLIS);
            } catch (InterruptedException e) {
                // as above
                return;
            }
        }
    }

    private void follow(VelosClient daemon) throws IOException, InterruptedException {
        try (daemon) {
            daemon.followEvents();
            Followed followed = Followed.of(wished(), fleet.access().visible(daemon.list()));
            if (!followed.ids().isEmpty()) {
                daemon.follow(followed.ids());
            }
            Set<String> news = new HashSet<>(followed.uris());
            news.removeAll(logs);
            logs = followed.uris();
            names = names.isEmpty() ? namesOf(daemon) : names;
            tell(daemon, news);
            while (true) {
                List<Notice> notices = daemon.awaitNotices();
                tell(daemon, followed.grown(notices));
                Thread.sleep(TOGETHER_MILLIS);
            }
        }
    }

    private Set<String> wished() {
        Set<String> all = new HashSet<>();
        newsroom.readers().forEach(it -> all.addAll(it.wishes().resources()));
        return all;
    }

    private void tell(VelosClient daemon, Set<String> grownLogs) throws IOException {
        events.poll().stream().filter(it -> News.isInSight(it, fleet)).forEach(untold::add);
        boolean lists = untold.stream().anyMatch(it -> LIST_KINDS.contains(it.kind())) && haveNamesChanged(daemon);
        newsroom.tell(new News(
                uri -> grownLogs.contains(uri) || isTouched(uri, untold),
                lists,
                untold.stream().map(notes::of).toList()));
        untold.clear();
    }

    private boolean haveNamesChanged(VelosClient daemon) {
        Set<String> before = names;
        names = namesOf(daemon);
        return !names.equals(before);
    }

    private Set<String> namesOf(VelosClient daemon) {
        Set<String> all = new HashSet<>();
        fleet.access().visible(daemon.list()).forEach(it -> all.add(it.name()));
        return all;
    }

    private static boolean isTouched(String uri, List<Event> seen) {
        return Address.of(uri)
                .filter(it -> switch (it.kind()) {
                    case ALL -> !seen.isEmpty();
                    case PROCESS -> seen.stream().anyMatch(event -> isOf(event, it.name()));
                    case LOGS -> false;
                })
                .isPresent();
    }

    private static boolean isOf(Event event, String word) {
        return word.equals(ProcessWord.ALL) || event.isOf(word);
    }
}
