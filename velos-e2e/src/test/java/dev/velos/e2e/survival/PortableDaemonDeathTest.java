package dev.velos.e2e.survival;

import dev.velos.e2e.fixture.Platform;

class PortableDaemonDeathTest extends DaemonDeath {
    PortableDaemonDeathTest() {
        super(Platform.PORTABLE);
    }
}
