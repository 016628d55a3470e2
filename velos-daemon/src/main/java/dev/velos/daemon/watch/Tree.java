package dev.velos.daemon.watch;

import dev.velos.daemon.os.FolderEvents.Change;
import dev.velos.daemon.os.FolderEvents.Name;
import java.io.File;
import java.nio.file.Files;

/** One root with all folders below it that are not ignored. Owned by the loop. */
final class Tree {
    /** Whether what a scan finds has been there, or has come since the last one. */
    enum Found {
        KNOWN,
        NEW
    }

    private final Root root;
    private final IgnoreRules rules;
    private final ProcessWatch owner;
    private final FolderHub hub;
    private boolean closed;

    Tree(Root root, IgnoreRules rules, ProcessWatch owner, FolderHub hub) {
        this.root = root;
        this.rules = rules;
        this.owner = owner;
        this.hub = hub;
    }

    Root root() {
        return root;
    }

    ProcessWatch owner() {
        return owner;
    }

    boolean isClosed() {
        return closed;
    }

    void open() {
        hub.scan(this, "", Found.KNOWN);
    }

    void close() {
        closed = true;
        hub.forget(this, "");
    }

    /** Something has happened in a folder of it. */
    void happened(String below, Change change, Name name) {
        switch (change) {
            case FOLDER_APPEARED -> folderAppeared(join(below, name.text()));
            case FOLDER_MOVED_AWAY -> folderMovedAway(join(below, name.text()));
            case FILE_APPEARED, FILE_WRITTEN, FILE_GONE -> {
                if (!owner.hasHeardEnough()) {
                    file(below, change, name.text());
                }
            }
        }
    }

    private void folderAppeared(String below) {
        if (follows(below)) {
            hub.scan(this, below, Found.NEW);
        }
    }

    /** It takes its files with it. */
    private void folderMovedAway(String below) {
        if (follows(below) && hub.forget(this, below)) {
            owner.changed(root.prefix() + below);
        }
    }

    private boolean follows(String below) {
        return root.only().isEmpty() && !rules.ignoresEntry(root.prefix() + below, true);
    }

    private void file(String below, Change change, String name) {
        String path = root.prefix() + join(below, name);
        if (root.only().isPresent() ? !root.only().get().equals(name) : rules.ignoresEntry(path, false)) {
            return;
        }
        if (change == Change.FILE_APPEARED) {
            owner.appeared(path);
        } else {
            owner.changed(path);
        }
    }

    /** Looks through a folder whose watch is on already, so that nothing can come between. */
    void look(String below, Found found) {
        String[] names = new File(root.absolute(below)).list();
        if (names == null || root.only().isPresent()) {
            return;
        }
        for (String name : names) {
            String path = join(below, name);
            File file = new File(root.absolute(path));
            if (!file.isDirectory()) {
                if (found == Found.NEW) {
                    file(below, Change.FILE_APPEARED, name);
                }
            } else if (!Files.isSymbolicLink(file.toPath()) && follows(path)) {
                hub.scan(this, path, found);
            }
        }
    }

    private static String join(String below, String name) {
        return below.isEmpty() ? name : below + "/" + name;
    }
}
