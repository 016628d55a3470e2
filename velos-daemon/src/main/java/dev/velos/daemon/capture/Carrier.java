package dev.velos.daemon.capture;

import dev.velos.daemon.os.CaptureIo;

/** What a thread needs to carry bytes from pipes to logs. Owned by that thread. */
record Carrier(CaptureIo io, StagingBuffer staging) {}
