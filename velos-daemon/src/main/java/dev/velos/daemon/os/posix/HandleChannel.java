package dev.velos.daemon.os.posix;

import java.nio.channels.spi.AbstractSelectableChannel;
import jnr.enxio.channels.NativeSelectableChannel;
import jnr.enxio.channels.NativeSelectorProvider;

/** A raw descriptor in the clothes that a selector asks for. Does not own the descriptor: closing it closes nothing. */
final class HandleChannel extends AbstractSelectableChannel implements NativeSelectableChannel {
    private final int handle;
    private final int validOps;

    HandleChannel(int handle, int validOps) {
        super(NativeSelectorProvider.getInstance());
        this.handle = handle;
        this.validOps = validOps;
    }

    @Override
    public int getFD() {
        return handle;
    }

    @Override
    public int validOps() {
        return validOps;
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}
}
