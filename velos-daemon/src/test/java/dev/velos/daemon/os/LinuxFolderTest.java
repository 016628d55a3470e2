package dev.velos.daemon.os;

import dev.velos.daemon.os.linux.LinuxBackend;

class LinuxFolderTest extends FolderContract {
    @Override
    Backend openBackend() {
        return LinuxBackend.open();
    }
}
