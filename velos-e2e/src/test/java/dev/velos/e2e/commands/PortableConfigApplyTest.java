package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class PortableConfigApplyTest extends ConfigApply {
    PortableConfigApplyTest() {
        super(Platform.PORTABLE);
    }
}
