package dev.velos.daemon.balance;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.posix.PosixBackend;

class PortableCarryingTest extends Carrying {
    @Override
    Backend backend() {
        return PosixBackend.open();
    }
}
