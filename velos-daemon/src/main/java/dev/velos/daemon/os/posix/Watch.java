package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.Poller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** One watched handle. Owned by its poller. */
final class Watch {
    private static final int ALL_OPS = SelectionKey.OP_READ | SelectionKey.OP_WRITE;

    private final int handle;
    private final Poller.Listener listener;
    private final SelectionKey key;
    private int interest;

    Watch(int handle, int interest, Poller.Listener listener, Selector selector) {
        this.handle = handle;
        this.interest = interest;
        this.listener = listener;
        try {
            HandleChannel channel = new HandleChannel(handle, ALL_OPS);
            channel.configureBlocking(false);
            key = channel.register(selector, ops(interest), this);
        } catch (IOException e) {
            throw new UncheckedIOException("handle " + handle + " cannot be watched", e);
        }
    }

    private static int ops(int interest) {
        return ((interest & Poller.READ) != 0 ? SelectionKey.OP_READ : 0)
                | ((interest & Poller.WRITE) != 0 ? SelectionKey.OP_WRITE : 0);
    }

    int handle() {
        return handle;
    }

    int interest() {
        return interest;
    }

    void change(int newInterest) {
        interest = newInterest;
        key.interestOps(ops(newInterest));
    }

    void cancel() {
        key.cancel();
    }

    void ready(int events) {
        listener.ready(events);
    }
}
