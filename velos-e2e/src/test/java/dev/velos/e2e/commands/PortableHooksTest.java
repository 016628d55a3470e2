package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class PortableHooksTest extends Hooks {
    PortableHooksTest() {
        super(Platform.PORTABLE);
    }
}
