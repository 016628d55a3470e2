package dev.velos.daemon.balance;

import dev.velos.daemon.os.Backend;
import dev.velos.daemon.os.linux.LinuxBackend;

class NativeCarryingTest extends Carrying {
    @Override
    Backend backend() {
        return LinuxBackend.open();
    }
}
