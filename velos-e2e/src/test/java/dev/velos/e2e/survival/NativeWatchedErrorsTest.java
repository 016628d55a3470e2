package dev.velos.e2e.survival;

import dev.velos.e2e.fixture.Platform;

class NativeWatchedErrorsTest extends WatchedErrors {
    NativeWatchedErrorsTest() {
        super(Platform.NATIVE);
    }
}
