package dev.velos.e2e.survival;

import dev.velos.e2e.fixture.Platform;

class NativeDaemonDeathTest extends DaemonDeath {
    NativeDaemonDeathTest() {
        super(Platform.NATIVE);
    }
}
