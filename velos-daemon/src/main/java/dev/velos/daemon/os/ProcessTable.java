package dev.velos.daemon.os;

import dev.velos.core.process.ListenAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks at the processes of the machine. Reads only; costs time in proportion to what is asked. */
public interface ProcessTable {
    /** One process; empty where there is none of that number. */
    Optional<ProcessFacts> facts(long pid);

    /** All processes that can be seen. */
    List<ProcessFacts> all();

    /**
     * What each thread of a process does; none where it does not exist. By default what is said of the process, which
     * speaks for its busiest thread in the ps(1) of macOS.
     */
    default List<ProcessFacts.State> threads(long pid) {
        return facts(pid).map(ProcessFacts::state).stream().toList();
    }

    /** The direct children of a process, by pid; none where it does not exist. */
    default List<Long> children(long pid) {
        return all().stream()
                .filter(facts -> facts.parent() == pid)
                .map(ProcessFacts::pid)
                .toList();
    }

    /**
     * The value that a variable had in the environment a process was started with; empty where it had none or may
     * not be read.
     */
    Optional<String> variable(long pid, String name);

    /** The same of one whose value is a port or a descriptor: a number of up to five digits. */
    default OptionalInt smallNumber(long pid, String name) {
        return variable(pid, name)
                .filter(it -> it.matches("\\d{1,5}"))
                .map(it -> OptionalInt.of(Integer.parseInt(it)))
                .orElseGet(OptionalInt::empty);
    }

    /**
     * Those of these processes that have a socket open which listens at an address, or at one that is in its way; none
     * where the system does not tell.
     */
    default List<SocketHolder> holders(ListenAddress address, Collection<Long> pids) {
        return List.of();
    }

    /** As the other, of all processes that can be seen. Slow. */
    default List<SocketHolder> holders(ListenAddress address) {
        return List.of();
    }

    /** The short name of a program, as ps(1) shows it; empty where that is not known. */
    default String name(long pid) {
        return "";
    }

    /** A text that differs after every boot of the machine. */
    String bootId();
}
