package dev.velos.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of commands in a folder and a home of their own. */
abstract class InHarness {
    @TempDir
    Path folder;

    Harness velos;

    @BeforeEach
    void makeHarness() {
        velos = new Harness(folder);
    }
}
