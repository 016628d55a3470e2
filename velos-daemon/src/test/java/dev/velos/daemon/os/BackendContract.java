package dev.velos.daemon.os;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Every sentence that the interfaces of the operating system promise, for each backend that implements them. */
abstract class BackendContract
        implements SpawnContract,
                ExitContract,
                SignalContract,
                PipeContract,
                LogContract,
                SocketContract,
                PollerContract,
                TableContract,
                HostContract {
    @TempDir
    Path folder;

    private Bench bench;

    abstract Outside outside();

    @BeforeEach
    void openBench() {
        bench = new Bench(outside(), folder);
    }

    @AfterEach
    void closeBench() {
        bench.close();
    }

    @Override
    public Bench bench() {
        return bench;
    }
}
