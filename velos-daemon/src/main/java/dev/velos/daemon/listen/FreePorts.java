package dev.velos.daemon.listen;

import dev.velos.core.process.ListenAddress;
import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.Errno;
import dev.velos.daemon.os.OsException;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Finds ports for programs that open one of their own. They come from below those that systems give to outgoing
 * connections, so that none of these takes one between its choice here and the program's. Owned by the loop.
 */
public final class FreePorts {
    static final int FIRST = 20_000;
    static final int LAST = 32_767;

    private final Backend backend;
    private final RandomGenerator random;

    public FreePorts(Backend backend, RandomGenerator random) {
        this.backend = backend;
        this.random = random;
    }

    /**
     * A port that nobody listens at, on any address.
     *
     * @param given those that programs have which may not listen yet
     * @throws ListenRefused where there is none
     */
    public int next(Set<Integer> given) throws ListenRefused {
        int count = LAST - FIRST + 1;
        int start = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            int port = FIRST + (start + i) % count;
            if (!given.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new ListenRefused("no port from " + FIRST + " to " + LAST
                + " is free for its PORT. Stop what listens there, or set port.");
    }

    private boolean isFree(int port) throws ListenRefused {
        try {
            backend.handedSockets().close(backend.handedSockets().open(new ListenAddress.Tcp("", port)));
            return true;
        } catch (OsException e) {
            if (e.errno() == Errno.EADDRINUSE) {
                return false;
            }
            throw new ListenRefused("no PORT can be found for it: " + e.getMessage() + ".");
        }
    }
}
