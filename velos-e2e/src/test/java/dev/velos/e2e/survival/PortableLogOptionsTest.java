package dev.velos.e2e.survival;

import dev.velos.e2e.fixture.Platform;

class PortableLogOptionsTest extends LogOptions {
    PortableLogOptionsTest() {
        super(Platform.PORTABLE);
    }
}
