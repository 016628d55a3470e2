package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.linux.LinuxBackend;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LinuxBackendTest extends RealBackendContract {
    LinuxBackendTest() {
        super("linux", LinuxBackend::open);
    }

    @Test
    void reservedDescriptors_haveTheirPlacesInTheKernelsTable() throws IOException {
        bench().backend.host().reserveDescriptors();
        assertThat(sizeOfTable()).isGreaterThanOrEqualTo(1024);
        for (String name : new File("/proc/self/fd").list()) {
            assertThat(new File("/proc/self/fd", name).getCanonicalPath()).isNotEqualTo("/");
        }
    }

    /** FDSize of proc(5). */
    private static int sizeOfTable() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("FDSize:"))
                .map(line -> Integer.parseInt(line.substring("FDSize:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }
}
