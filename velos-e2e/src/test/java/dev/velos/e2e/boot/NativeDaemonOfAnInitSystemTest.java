package dev.velos.e2e.boot;

import dev.velos.e2e.fixture.Platform;

class NativeDaemonOfAnInitSystemTest extends DaemonOfAnInitSystem {
    NativeDaemonOfAnInitSystemTest() {
        super(Platform.NATIVE);
    }
}
