package dev.velos.daemon.os;

import dev.velos.daemon.os.linux.LinuxBackend;

class LinuxBackendTest extends RealBackendContract {
    LinuxBackendTest() {
        super("linux", LinuxBackend::open);
    }
}
