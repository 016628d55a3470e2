package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class PortableSchedulesTest extends Schedules {
    PortableSchedulesTest() {
        super(Platform.PORTABLE);
    }
}
