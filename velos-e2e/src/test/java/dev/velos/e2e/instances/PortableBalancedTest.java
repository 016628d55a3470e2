package dev.velos.e2e.instances;

import dev.velos.e2e.fixture.Platform;

class PortableBalancedTest extends Balanced {
    PortableBalancedTest() {
        super(Platform.PORTABLE, 0);
    }
}
