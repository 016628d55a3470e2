package dev.velos.e2e.survival;

import dev.velos.e2e.fixture.Platform;

class NativeLogOptionsTest extends LogOptions {
    NativeLogOptionsTest() {
        super(Platform.NATIVE);
    }
}
