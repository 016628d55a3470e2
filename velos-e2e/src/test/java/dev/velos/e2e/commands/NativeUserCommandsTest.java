package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class NativeUserCommandsTest extends UserCommands {
    NativeUserCommandsTest() {
        super(Platform.NATIVE);
    }
}
