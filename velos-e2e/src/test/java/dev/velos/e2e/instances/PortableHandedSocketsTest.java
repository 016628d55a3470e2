package dev.velos.e2e.instances;

import dev.velos.e2e.fixture.Platform;

class PortableHandedSocketsTest extends HandedSockets {
    PortableHandedSocketsTest() {
        super(Platform.PORTABLE);
    }
}
