package dev.velos.e2e.badinput;

import dev.velos.e2e.fixture.Platform;

class PortableDifficultChildrenTest extends DifficultChildren {
    PortableDifficultChildrenTest() {
        super(Platform.PORTABLE);
    }
}
