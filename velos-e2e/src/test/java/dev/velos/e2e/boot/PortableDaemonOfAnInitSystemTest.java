package dev.velos.e2e.boot;

import dev.velos.e2e.fixture.Platform;

class PortableDaemonOfAnInitSystemTest extends DaemonOfAnInitSystem {
    PortableDaemonOfAnInitSystemTest() {
        super(Platform.PORTABLE);
    }
}
