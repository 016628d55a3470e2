package dev.velos.daemon.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.linux.LinuxBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinuxBackendTest extends RealBackendContract {
    LinuxBackendTest() {
        super("linux", LinuxBackend::open);
    }

    @Test
    void reservedDescriptors_haveTheirPlacesInTheKernelsTable() throws IOException {
        bench().backend.host().reserveDescriptors();
        assertThat(sizeOfTable()).isGreaterThanOrEqualTo(1024);
        for (int highest : List.of(255, 1023, 4095)) {
            assertThat(Path.of("/proc/self/fd/" + highest)).doesNotExist();
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
