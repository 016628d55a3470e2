package dev.velos.daemon.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The changes since the last restart that belong together, and what to say of them. Owned by the loop.
 *
 * <p>An editor that saves through a temporary file makes one and takes it away again: what both came and went within a
 * burst has not changed.
 */
final class Burst {
    /** So many files are remembered by name; of more it is only known that there are more. */
    static final int REMEMBERED = 32;

    private final Map<String, Boolean> isNew = new LinkedHashMap<>();
    private boolean more;

    boolean isFull() {
        return isNew.size() >= REMEMBERED;
    }

    /** A file that was not there before. */
    void appeared(String path) {
        add(path, true);
    }

    /** A file that was written to, or is gone. */
    void changed(String path) {
        add(path, false);
    }

    private void add(String path, boolean appeared) {
        if (isFull() && !isNew.containsKey(path)) {
            more = true;
        } else {
            isNew.putIfAbsent(path, appeared);
        }
    }

    /** More has happened than is known by name. */
    void more() {
        more = true;
    }

    /** What has changed in words, such as {@code src/app.js and 3 more}; nothing where in the end nothing has. */
    Optional<String> summary(Predicate<String> exists) {
        String named = "";
        int count = 0;
        for (Map.Entry<String, Boolean> change : isNew.entrySet()) {
            boolean there = exists.test(change.getKey());
            if (there || !change.getValue()) {
                count++;
                named = named.isEmpty() || there && !exists.test(named) ? change.getKey() : named;
            }
        }
        if (count == 0) {
            return more ? Optional.of("many files") : Optional.empty();
        }
        String others = more ? " and many more" : " and " + (count - 1) + " more";
        return Optional.of(count == 1 && !more ? named : named + others);
    }

    void clear() {
        isNew.clear();
        more = false;
    }
}
