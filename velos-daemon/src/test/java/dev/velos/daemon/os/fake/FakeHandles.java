package dev.velos.daemon.os.fake;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the handles of a fake stand for. No number is given twice, so that the use of a closed handle is noticed. */
final class FakeHandles {
    private final Map<Integer, Thing> open = new TreeMap<>();
    private int next = 100;

    /** Something with a handle. */
    interface Thing {
        /** The bits of {@link dev.velos.daemon.os.Poller} that hold. */
        int ready();

        void closed();
    }

    int add(Thing thing) {
        open.put(next, thing);
        return next++;
    }

    <T extends Thing> T get(int handle, Class<T> type) {
        Thing thing = open.get(handle);
        if (!type.isInstance(thing)) {
            throw new IllegalStateException("handle " + handle + " is no " + type.getSimpleName() + " but " + thing);
        }
        return type.cast(thing);
    }

    int ready(int handle) {
        return get(handle, Thing.class).ready();
    }

    void close(int handle) {
        get(handle, Thing.class).closed();
        open.remove(handle);
    }

    void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
    }

    Map<Integer, Thing> open() {
        return Map.copyOf(open);
    }
}
