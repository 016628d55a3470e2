package dev.velos.daemon.watch;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A path that is watched, split into the folder that events come from and what of it counts.
 *
 * @param folder absolute path of the folder
 * @param only the one file in it that counts; empty where all do
 * @param prefix where the folder lies below the one that patterns are relative to; empty, or with a slash at its end
 */
record Root(String folder, Optional<String> only, String prefix) {
    /**
     * @param path absolute path of a folder, or of a file, whose folder is watched: editors replace files
     * @param base what patterns are relative to where the path lies below it, else they are to the path itself
     */
    static Root of(String path, String base) {
        File file = new File(path);
        Path folder = file.isFile() ? Path.of(path).getParent() : Path.of(path);
        Path from = Path.of(base);
        boolean below = folder.startsWith(from) && !folder.equals(from);
        return new Root(
                folder.toString(),
                file.isFile() ? Optional.of(file.getName()) : Optional.empty(),
                below ? from.relativize(folder) + "/" : "");
    }

    /** The absolute path of a folder below it. */
    String absolute(String below) {
        return below.isEmpty() ? folder : folder.equals("/") ? "/" + below : folder + "/" + below;
    }
}
