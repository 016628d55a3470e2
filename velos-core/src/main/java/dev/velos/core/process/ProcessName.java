package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import java.util.Objects;

/** The name of a process: 1 to 64 of the characters {@code A-Z a-z 0-9 . _ -}, not only digits, dots or "all". */
public record ProcessName(String value) implements Comparable<ProcessName> {
    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 64;

    /** Refuses an illegal name with an invalid-request failure. */
    public ProcessName {
        Objects.requireNonNull(value);
        String problem = problemOf(value);
        if (!problem.isEmpty()) {
            throw Failure.invalidRequest(
                            "\"" + shortened(value) + "\" cannot be the name of a process: " + problem + ".",
                            "Use 1 to 64 of the characters A-Z a-z 0-9 . _ - with a letter among them.")
                    .asException();
        }
    }

    private static String problemOf(String value) {
        if (value.isEmpty()) {
            return "it is empty";
        }
        if (value.length() > MAX_LENGTH) {
            return "it has " + value.length() + " characters";
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isLegal(value.charAt(i))) {
                return "the character at position " + (i + 1) + " is not allowed";
            }
        }
        if (value.equals("all")) {
            return "\"all\" stands for every process";
        }
        if (value.chars().noneMatch(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_')) {
            return "it has no letter, so it could be taken for a number or a path";
        }
        return "";
    }

    private static boolean isLegal(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    private static String shortened(String value) {
        return value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH) + "...";
    }

    /** Written out: what a record generates is linked at run time, which every start of a daemon would pay for. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessName name && value.equals(name.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(ProcessName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
