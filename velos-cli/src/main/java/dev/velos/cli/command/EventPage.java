package dev.velos.cli.command;

import dev.velos.cli.output.AiKey;
import dev.velos.cli.output.AiPage;
import dev.velos.cli.output.EventPrinter;
import dev.velos.cli.output.Screen;
import dev.velos.core.event.Event;
import java.util.List;

/**
 * Where an answer about events goes on, back in time: each gives the newest that fit.
 *
 * @param beforeMillis none is younger, in milliseconds since 1970
 * @param told of that very millisecond
 * @param left how many are still wanted
 */
record EventPage(long beforeMillis, long told, int left) {
    static EventPage of(AiBound bound, int wanted) {
        return bound.cursor().map(EventPage::parse).orElse(new EventPage(Long.MAX_VALUE, 0, wanted));
    }

    private static EventPage parse(String cursor) {
        String[] parts = cursor.split("-", -1);
        if (parts.length != 3) {
            throw AiBound.refused(cursor);
        }
        return new EventPage(AiBound.number(parts[0], cursor), AiBound.number(parts[1], cursor), (int)
                Math.min(Integer.MAX_VALUE, AiBound.number(parts[2], cursor)));
    }

    boolean covers(Event event) {
        return event.atMillis() <= beforeMillis;
    }

    /** How many have to be looked up, those of the last millisecond that were told before included. */
    int wanted() {
        return (int) Math.min(Integer.MAX_VALUE, left + told);
    }

    /** @param events that it covers, oldest first */
    void print(List<Event> events, AiBound bound, Screen screen) {
        List<Event> rest = events.subList(0, (int) Math.max(0, events.size() - told));
        AiPage page = AiPage.ofLast(AiKey.EVENTS, EventPrinter.brief(rest), bound.maxTokens());
        page.print(screen, page.left() == 0 ? "" : cursor(rest, page));
    }

    private String cursor(List<Event> rest, AiPage page) {
        long oldest = rest.get(page.from()).atMillis();
        long toldOfIt = rest.subList(page.from(), rest.size()).stream()
                        .filter(it -> it.atMillis() == oldest)
                        .count()
                + (oldest == beforeMillis ? told : 0);
        return oldest + "-" + toldOfIt + "-" + page.left();
    }
}
