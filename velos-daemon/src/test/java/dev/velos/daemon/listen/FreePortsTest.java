package dev.velos.daemon.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.process.ListenAddress;
import dev.velos.daemon.os.fake.FakeBackend;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    private static final Set<Integer> ALL =
            IntStream.rangeClosed(FreePorts.FIRST, FreePorts.LAST).boxed().collect(Collectors.toSet());

    private final FakeBackend backend = new FakeBackend();
    private final FreePorts ports = new FreePorts(backend, new SplittableRandom(5));

    @Test
    void next_isOneThatNobodyHas() throws Exception {
        int taken = FreePorts.FIRST + 7;
        int free = FreePorts.LAST;
        backend.handedSockets().open(new ListenAddress.Tcp("", taken));
        Set<Integer> given =
                ALL.stream().filter(port -> port != taken && port != free).collect(Collectors.toSet());
        assertThat(ports.next(given)).isEqualTo(free);
        assertThat(ports.next(given)).as("a choice takes nothing").isEqualTo(free);
    }

    @Test
    void noneLeft_isSaid() {
        assertThatThrownBy(() -> ports.next(ALL)).hasMessageContaining("no port from 20000 to 32767 is free");
    }
}
