package dev.velos.daemon.listen;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The place in the file system where a socket is to be. */
final class UnixPlace {
    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private UnixPlace() {}

    /** Removes a socket that nobody listens on any more; anything else that is in the way is refused. */
    static void clear(String place) throws ListenRefused {
        Path path = Path.of(place);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            requireFolder(path);
            return;
        }
        if (!isSocket(path)) {
            throw new ListenRefused("it cannot listen at " + place + ": that is "
                    + (Files.isDirectory(path) ? "a folder" : "a file")
                    + ", and no socket. Remove it, or choose another path for listen.");
        }
        if (!isAlive(path)) {
            remove(path);
        }
    }

    private static void requireFolder(Path path) throws ListenRefused {
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ListenRefused("it cannot listen at " + path + ": the folder " + folder
                    + " does not exist. Make it, or choose another path for listen.");
        }
    }

    private static boolean isSocket(Path path) {
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & FILE_TYPE) == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether somebody listens; without waiting, for one with a full queue listens, too. */
    private static boolean isAlive(Path path) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (java.net.ConnectException e) {
            return false;
        } catch (IOException e) {
            return true; // not ours to judge: bind says why not
        }
    }

    private static void remove(Path path) throws ListenRefused {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new ListenRefused("it cannot listen at " + path + ": a socket that nobody listens on is there, and"
                    + " cannot be removed (" + e.getMessage() + "). Remove it.");
        }
    }
}
