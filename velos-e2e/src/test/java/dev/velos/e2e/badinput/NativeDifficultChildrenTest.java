package dev.velos.e2e.badinput;

import dev.velos.e2e.fixture.Platform;

class NativeDifficultChildrenTest extends DifficultChildren {
    NativeDifficultChildrenTest() {
        super(Platform.NATIVE);
    }
}
