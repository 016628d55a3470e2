package dev.velos.e2e.attendance;

import dev.velos.e2e.fixture.Platform;

class NativeReadinessTest extends ReadinessAndHealth {
    NativeReadinessTest() {
        super(Platform.NATIVE);
    }
}
