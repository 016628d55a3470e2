package dev.velos.daemon.os;

/**
 * Tells of changes in folders, each without those below it. Numbers of watches are small; the same folder has the same
 * number however often it is added. Owned by the loop.
 */
public interface FolderEvents extends AutoCloseable {
    /** What happened to an entry of a folder. */
    enum Change {
        /** There is a file of that name that was not there: made, linked or moved here. */
        FILE_APPEARED,
        /** Somebody who wrote to it has closed it. */
        FILE_WRITTEN,
        FILE_GONE,
        FOLDER_APPEARED,
        /** It was moved away; one that is removed only ends its own watch. */
        FOLDER_MOVED_AWAY
    }

    /** The name of an entry. Valid within the call that it was handed over in. */
    interface Name {
        String text();
    }

    /** Hears what {@link #read} finds. */
    interface Listener {
        void happened(int watch, Change change, Name name);

        /** The folder is gone, and its watch with it. */
        void ended(int watch);

        /** The folder has another name now, or is somewhere else. Its watch goes on. */
        void moved(int watch);

        /** There was more than could be kept: anything may have happened anywhere. */
        void overflowed();
    }

    /** Has this run once on the loop's thread when something waits to be read; {@link #rearm} asks for it again. */
    void onReady(Runnable ready);

    void rearm();

    /**
     * Watches a folder, which is not followed if it is a symbolic link.
     *
     * @param folder absolute path
     * @throws OsException ENOSPC where the system has as many watches as it allows, ENOENT or ENOTDIR where there is no
     *     such folder, EACCES where it may not be read
     */
    int add(String folder) throws OsException;

    /** Stops watching; one that has ended is left alone. Nothing is heard of it afterwards, but what was read already. */
    void remove(int watch);

    /** Hands over all that waits; false where that is nothing. */
    boolean read(Listener listener) throws OsException;

    /** The limit that {@link #add} meets, as {@code name = number}, for messages. */
    String limit();

    @Override
    void close();
}
