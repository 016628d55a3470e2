package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class PortableUserCommandsTest extends UserCommands {
    PortableUserCommandsTest() {
        super(Platform.PORTABLE);
    }
}
