package dev.velos.e2e.survival;

import dev.velos.e2e.fixture.Platform;

class PortableWatchedErrorsTest extends WatchedErrors {
    PortableWatchedErrorsTest() {
        super(Platform.PORTABLE);
    }
}
