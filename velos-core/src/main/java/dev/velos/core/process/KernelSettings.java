package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the operating system is told of a program. What is empty is as the daemon has it.
 *
 * @param umask permission bits that new files do not get, 0 to 0777
 * @param nice {@value #MIN_NICE} (most urgent) to {@value #MAX_NICE}; below the daemon's own it needs privileges
 */
public record KernelSettings(OptionalInt umask, OptionalInt nice) {
    public static final int MAX_UMASK = 0777;
    public static final int MIN_NICE = -20;
    public static final int MAX_NICE = 19;
    public static final KernelSettings DEFAULT = new KernelSettings(OptionalInt.empty(), OptionalInt.empty());

    public KernelSettings {
        umask.ifPresent(it -> require("umask", it, 0, MAX_UMASK));
        nice.ifPresent(it -> require("nice", it, MIN_NICE, MAX_NICE));
    }

    public KernelSettings withUmask(OptionalInt other) {
        return new KernelSettings(other, nice);
    }

    public KernelSettings withNice(OptionalInt other) {
        return new KernelSettings(umask, other);
    }

    private static void require(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw Failure.invalidRequest(key + " = " + value + " is not possible.", "Use " + min + " to " + max + ".")
                    .asException();
        }
    }

    Fields toFields() {
        return Fields.builder()
                .putOptional("umask", wide(umask))
                .putOptional("nice", wide(nice))
                .build();
    }

    private static OptionalLong wide(OptionalInt number) {
        return number.isPresent() ? OptionalLong.of(number.getAsInt()) : OptionalLong.empty();
    }

    static KernelSettings of(Fields fields) {
        return new KernelSettings(small(fields, "umask"), small(fields, "nice"));
    }

    private static OptionalInt small(Fields fields, String name) {
        return fields.has(name) ? OptionalInt.of(fields.smallInteger(name, 0)) : OptionalInt.empty();
    }
}
