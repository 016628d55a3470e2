package dev.velos.daemon.os;

import dev.velos.daemon.os.posix.PosixBackend;

class PosixBackendTest extends RealBackendContract {
    PosixBackendTest() {
        super("posix", PosixBackend::open);
    }
}
