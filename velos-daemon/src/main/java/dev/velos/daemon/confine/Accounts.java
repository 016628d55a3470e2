package dev.velos.daemon.confine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The users and groups of the machine, as /etc/passwd and /etc/group tell. Files only: a directory service could keep
 * the loop waiting. Immutable.
 */
final class Accounts {
    /** @param home empty where only the number is known */
    record User(String name, int uid, int gid, Optional<String> home) {}

    private final Path passwd;
    private final Path group;

    Accounts(Path etc) {
        passwd = etc.resolve("passwd");
        group = etc.resolve("group");
    }

    /** The user of that name or number; a number needs no entry. */
    Optional<User> user(String word) {
        for (String line : lines(passwd)) {
            String[] fields = line.split(":", -1);
            if (fields.length >= 7 && (fields[0].equals(word) || fields[2].equals(word))) {
                OptionalInt uid = number(fields[2]);
                OptionalInt gid = number(fields[3]);
                if (uid.isPresent() && gid.isPresent()) {
                    return Optional.of(new User(fields[0], uid.getAsInt(), gid.getAsInt(), Optional.of(fields[5])));
                }
            }
        }
        OptionalInt number = number(word);
        return number.isPresent()
                ? Optional.of(new User(word, number.getAsInt(), number.getAsInt(), Optional.empty()))
                : Optional.empty();
    }

    /** The number of the group of that name or number. */
    OptionalInt group(String word) {
        for (String line : lines(group)) {
            String[] fields = line.split(":", -1);
            if (fields.length >= 3 && fields[0].equals(word)) {
                return number(fields[2]);
            }
        }
        return number(word);
    }

    private static OptionalInt number(String word) {
        return word.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(word)) : OptionalInt.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            return List.of(); // a machine without the file knows users by number only
        }
    }
}
