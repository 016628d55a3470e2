package dev.velos.e2e.instances;

import dev.velos.e2e.fixture.Platform;

class NativeHandedSocketsTest extends HandedSockets {
    NativeHandedSocketsTest() {
        super(Platform.NATIVE);
    }
}
