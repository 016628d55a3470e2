package dev.velos.e2e.instances;

import dev.velos.e2e.fixture.Platform;

class NativeBalancedTest extends Balanced {
    NativeBalancedTest() {
        super(Platform.NATIVE, 3);
    }
}
