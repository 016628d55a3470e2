package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class NativeSchedulesTest extends Schedules {
    NativeSchedulesTest() {
        super(Platform.NATIVE);
    }
}
