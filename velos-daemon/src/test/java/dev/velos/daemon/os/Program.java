package dev.velos.daemon.os;

import java.util.List;

/** What a program of the contract suite does. Real backends run it as a shell command, the fake as a script. */
public sealed interface Program {
    /** Leaves at once. */
    record Exits(int code) implements Program {}

    /** Ends itself by a signal. */
    record DiesBy(int signal) implements Program {}

    /** Runs until a signal ends it. */
    record Sleeps() implements Program {}

    /** Prints {@code ready} and runs on, whatever SIGTERM says. */
    record IgnoresTerm() implements Program {}

    /** Prints both texts and leaves with 0. */
    record Prints(String out, String err) implements Program {}

    /** Prints its argument words, the first one its name, each ended by NUL. */
    record PrintsWords(List<String> words) implements Program {}

    /** Prints its environment, each entry ended by NUL. */
    record PrintsEnvironment() implements Program {}

    /** Prints its working directory. */
    record PrintsDirectory() implements Program {}

    /** Prints its open descriptors as ls does: lines that end with {@code 0 -> /dev/null}. */
    record PrintsDescriptors() implements Program {}

    /** Prints the lines of blocked and ignored signals of /proc/self/status. */
    record PrintsSignals() implements Program {}

    /** Prints {@code first}, then, a while later, {@code second}, says so on stderr and sleeps. */
    record PrintsAgain() implements Program {}

    /** Prints so many bytes without a line end, and leaves. */
    record Floods(int bytes) implements Program {}

    /** Closes its standard output and sleeps. */
    record ClosesOutput() implements Program {}

    /** Starts a sleeping child, prints its pid and sleeps, too. */
    record HasChild() implements Program {}

    /** Starts a sleeping child, prints its pid and leaves with 0. */
    record ForksAway() implements Program {}
}
