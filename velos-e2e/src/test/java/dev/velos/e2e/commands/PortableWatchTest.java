package dev.velos.e2e.commands;

import dev.velos.e2e.fixture.Platform;
import dev.velos.e2e.fixture.VelosFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The portable backend cannot watch files, and says so. */
class PortableWatchTest {
    @RegisterExtension
    final VelosFixture velos = new VelosFixture(Platform.PORTABLE);

    @Test
    void processThatIsToBeWatched_runsAndSaysThatItIsNot() {
        velos.write("app.sh", "exec sleep 1000\n");
        velos.velos("start", "app.sh", "--watch").succeeds();
        velos.velos("info", "app").succeeds().says("watch: files are not watched: the posix backend cannot");
    }
}
