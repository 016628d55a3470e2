package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;

class PortableAttentionTest extends Attention {
    PortableAttentionTest() {
        super(Platform.PORTABLE);
    }
}
