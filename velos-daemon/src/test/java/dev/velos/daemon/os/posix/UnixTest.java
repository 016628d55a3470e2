package dev.velos.daemon.os.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.daemon.os.Errno;
import jnr.constants.platform.Fcntl;
import org.junit.jupiter.api.Test;

class UnixTest {
    private final Unix system = new Unix();

    @Test
    void descriptorsWithoutTheMark_getItAll() {
        int[] pipe = new int[2];
        assertThat(system.posix.pipe(pipe)).isZero();
        assertThat(system.posix.fcntl(pipe[1], Fcntl.F_GETFD)).isZero();
        system.closeAllOnExec(pipe[1]);
        assertThat(system.posix.fcntl(pipe[1], Fcntl.F_GETFD)).isEqualTo(1);
        assertThat(system.posix.fcntl(pipe[0], Fcntl.F_GETFD)).isEqualTo(pipe[0] > pipe[1] ? 1 : 0);
        system.posix.close(pipe[0]);
        system.posix.close(pipe[1]);
    }

    @Test
    void errorNumbers_areThoseOfLinux() {
        assertThat(Unix.toLinux(jnr.constants.platform.Errno.EAGAIN.intValue())).isEqualTo(Errno.EAGAIN);
        assertThat(Unix.toLinux(jnr.constants.platform.Errno.EDQUOT.intValue())).isEqualTo(Errno.EDQUOT);
        assertThat(Unix.toLinux(jnr.constants.platform.Errno.ENOEXEC.intValue()))
                .isEqualTo(Errno.ENOEXEC);
        assertThat(Unix.toLinux(98)).isEqualTo(98);
    }
}
