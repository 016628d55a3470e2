package dev.velos.daemon.balance;

import dev.velos.daemon.os.Poller;
import dev.velos.daemon.os.Traffic;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The way by which one life of a program takes connections over, as the preload in it has them: a byte with a descriptor
 * goes there for each, and one comes back in the same order. A connection stays open here until then, so one that is
 * refused, or under way when the program dies, can be given to another. Owned by the switchboard's thread.
 *
 * <p>What the program says: {@code +} it has taken one, {@code -} it takes none any more, {@code 3.} three of those that
 * it has taken are over, {@code 3=} it takes connections from now on and has three, {@code !} there is nothing under
 * way that its end would cut off. What it is told: {@code c} with a connection, {@code ?} say what you have, {@code d}
 * you are to end.
 */
final class Handover {
    /** So many are sent without having heard that they have arrived; the others wait here. */
    private static final int MOST_UNANSWERED = 16;

    private static final byte CONNECTION = 'c';
    private static final byte ASK = '?';
    private static final byte DRAIN = 'd';

    /** What becomes of connections. */
    interface Listener {
        /** The program has taken over that client. */
        void taken(Relay client);

        /** It does not: another one is to be found for that client. */
        void refused(Relay client);

        /** As many as it has taken and are open, now. */
        void open(long count);

        /** It has nothing under way any more, or is not there any more. */
        void settled();
    }

    private final Switchboard board;
    private final Side channel;
    private final Listener listener;
    private final Deque<Relay> waiting = new ArrayDeque<>();
    private final Deque<Relay> unanswered = new ArrayDeque<>();
    private long open;
    private long number;
    private boolean takes;
    private boolean gone;
    private boolean draining;
    private boolean settled;

    /** @param handle our end, which is closed at the end of this */
    Handover(Switchboard board, int handle, Listener listener) {
        this.board = board;
        this.listener = listener;
        channel = new Side(handle, board.traffic(), this::ready);
    }

    /** Asks whether the program takes connections; until it says so, it does not. */
    void begin() {
        channel.want(Poller.READ);
        tell(ASK);
    }

    boolean isOpen() {
        return takes && !gone && !draining;
    }

    /** Those that the program has, and those that it is to have. */
    int count() {
        return (int) open + unanswered.size() + waiting.size();
    }

    /** Whether something is under way that the end of the program would cut off. */
    boolean isAwaited() {
        boolean mayHaveSome = takes || open > 0;
        return mayHaveSome && !gone && !settled || !unanswered.isEmpty();
    }

    /** Gives a client to the program, only while this {@link #isOpen}. */
    void give(Relay client) {
        waiting.add(client);
        send();
    }

    private void send() {
        while (!waiting.isEmpty() && unanswered.size() < MOST_UNANSWERED) {
            if (waiting.peek().isOver()) {
                waiting.poll();
                continue;
            }
            int sent = board.traffic()
                    .hand(channel.handle, CONNECTION, waiting.peek().handle());
            if (sent == Traffic.BROKEN) {
                end();
                return;
            }
            if (sent == Traffic.WOULD_BLOCK) {
                channel.want(Poller.READ | Poller.WRITE);
                return;
            }
            unanswered.add(waiting.poll());
        }
        channel.want(Poller.READ);
    }

    /** It is to end: it gets no more, and says when it can. */
    void drain() {
        draining = true;
        giveBack(waiting);
        if (!gone) {
            tell(DRAIN);
        }
    }

    /** A word that finds no room is one to a program that reads nothing: whoever waits for its answer gives up in time. */
    private void tell(byte word) {
        ByteBuffer said = board.buffers().shared().put(word).flip();
        if (board.traffic().send(channel.handle, said) == Traffic.BROKEN) {
            end();
        }
    }

    private void ready(int events) {
        if ((events & (Poller.READ | Poller.HANGUP)) != 0) {
            hear();
        }
        if (!gone) {
            send();
        }
    }

    private void hear() {
        ByteBuffer buffer = board.buffers().shared();
        int got = board.traffic().receive(channel.handle, buffer);
        if (got > 0) {
            byte[] said = new byte[got];
            buffer.get(0, said);
            for (int i = 0; i < got && !gone; i++) {
                take(said[i]);
            }
        } else if (got != Traffic.WOULD_BLOCK) {
            end();
        }
    }

    private void take(byte word) {
        switch (word) {
            case '+' -> taken();
            case '-' -> refused();
            case '.' -> became(open - number());
            case '=' -> {
                takes = true;
                became(number());
            }
            case '!' -> {
                settled = true;
                listener.settled();
            }
            default -> number = number * 10 + (word - '0');
        }
    }

    private long number() {
        long said = number;
        number = 0;
        return said;
    }

    /** What it says before it was heard to take connections was meant for an earlier daemon. */
    private void became(long count) {
        if (takes || open > 0) {
            open = count;
            listener.open(count);
        }
    }

    private void taken() {
        became(open + 1);
        Relay client = unanswered.poll();
        if (client != null) {
            listener.taken(client);
        }
    }

    private void refused() {
        takes = false;
        Relay client = unanswered.poll();
        if (client != null) {
            listener.refused(client);
        }
        giveBack(waiting);
    }

    private void giveBack(Deque<Relay> clients) {
        List<Relay> all = List.copyOf(clients);
        clients.clear();
        all.forEach(listener::refused);
    }

    /** The program is gone, or to be left alone: whom it has not taken is given to others. */
    void end() {
        if (gone) {
            return;
        }
        gone = true;
        channel.close();
        became(0);
        List<Relay> all = Stream.concat(unanswered.stream(), waiting.stream()).toList();
        unanswered.clear();
        waiting.clear();
        all.forEach(listener::refused);
        listener.settled();
    }
}
