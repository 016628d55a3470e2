package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class NativeHooksTest extends Hooks {
    NativeHooksTest() {
        super(Platform.NATIVE);
    }
}
