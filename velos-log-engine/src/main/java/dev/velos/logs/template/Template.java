package dev.velos.logs.template;

import java.nio.charset.StandardCharsets;

/**
 * What the lines of one pattern have in common, with {@code <num>} and the like where they differ.
 *
 * @param id sixteen hexadecimal digits of a hash of the text, so the same in every run that finds the same template
 */
public record Template(String id, String text) {
    static Template of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 32) * 0x9FB21C651E98DF25L;
        return new Template("%012x".formatted((hash ^ hash >>> 29) & 0xffffffffffffL), text);
    }
}
