package dev.velos.e2e.attendance;

import dev.velos.e2e.fixture.Platform;

class PortableReadinessTest extends ReadinessAndHealth {
    PortableReadinessTest() {
        super(Platform.PORTABLE);
    }
}
