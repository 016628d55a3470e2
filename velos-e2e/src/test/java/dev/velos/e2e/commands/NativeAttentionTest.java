package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class NativeAttentionTest extends Attention {
    NativeAttentionTest() {
        super(Platform.NATIVE);
    }
}
