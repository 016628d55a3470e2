package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class NativeConfigApplyTest extends ConfigApply {
    NativeConfigApplyTest() {
        super(Platform.NATIVE);
    }
}
