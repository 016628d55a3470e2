package dev.velos.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The text of a velos.toml from the disk. */
final class ConfigText {
    /** Far beyond what anybody writes, in bytes. */
    static final int MAX_BYTES = 4 << 20;

    private ConfigText() {}

    /** Nothing, and a problem, where it cannot be read. A byte order mark is left out. */
    static Optional<String> read(Path file, Problems problems) {
        if (Files.isDirectory(file)) {
            problems.addForFile(
                    "It is a folder.", "Name the file in it, for example " + file.resolve("velos.toml") + ".");
            return Optional.empty();
        }
        try {
            return decode(bytes(file), problems);
        } catch (NoSuchFileException e) {
            problems.addForFile("There is no such file.", "Check its path.");
        } catch (AccessDeniedException e) {
            problems.addForFile("It cannot be read: permission denied.", "Give yourself the right to (chmod u+r).");
        } catch (IOException e) {
            problems.addForFile("It cannot be read: " + e.getMessage() + ".", "Check the path and the disk.");
        }
        return Optional.empty();
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private static Optional<String> decode(byte[] bytes, Problems problems) {
        if (bytes.length > MAX_BYTES) {
            problems.addForFile("It is larger than 4 MiB.", "Check that it is the file you meant, or split it.");
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.addForFile("It is not UTF-8 text.", "Save it as UTF-8.");
            return Optional.empty();
        }
    }
}
