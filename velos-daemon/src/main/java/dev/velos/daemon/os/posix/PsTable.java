package dev.velos.daemon.os.posix;

import dev.velos.daemon.os.OsException;
import dev.velos.daemon.os.ProcessFacts;
import dev.velos.daemon.os.ProcessTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes as ps(1) shows them, for systems without /proc. A look costs a program. Owned by the loop. */
final class PsTable implements ProcessTable {
    private static final String PS = "/bin/ps";
    private static final String SYSCTL = "/usr/sbin/sysctl";

    private final Unix system;
    private final PosixSpawner spawner;

    PsTable(Unix system, PosixSpawner spawner) {
        this.system = system;
        this.spawner = spawner;
    }

    @Override
    public Optional<ProcessFacts> facts(long pid) {
        List<ProcessFacts> found = parse(output(List.of(PS, "-o", PsLine.COLUMNS, "-p", Long.toString(pid))));
        return found.stream().filter(facts -> facts.pid() == pid).findFirst();
    }

    @Override
    public List<ProcessFacts> all() {
        return parse(output(List.of(PS, "-axo", PsLine.COLUMNS)));
    }

    private List<ProcessFacts> parse(String lines) {
        List<ProcessFacts> all = new ArrayList<>();
        lines.lines().forEach(line -> PsLine.parse(line, this::session).ifPresent(all::add));
        return all;
    }

    private long session(long pid) {
        return system.libc.getsid((int) pid);
    }

    /** ps prints command and environment in one line, parted by spaces: a value ends at the first space. */
    @Override
    public Optional<String> variable(long pid, String name) {
        String line = output(List.of(PS, "-E", "-ww", "-o", "command=", "-p", Long.toString(pid)));
        int at = line.lastIndexOf(" " + name + "=");
        if (at < 0) {
            return Optional.empty();
        }
        String rest = line.substring(at + name.length() + 2).stripTrailing();
        int end = rest.indexOf(' ');
        return Optional.of(end < 0 ? rest : rest.substring(0, end));
    }

    /** macOS 10.11 and later name each boot; the others tell when it was. */
    @Override
    public String bootId() {
        String session = output(List.of(SYSCTL, "-n", "kern.bootsessionuuid")).strip();
        return session.isEmpty()
                ? output(List.of(SYSCTL, "-n", "kern.boottime")).strip()
                : session;
    }

    private String output(List<String> argv) {
        try {
            return spawner.output(argv);
        } catch (OsException e) {
            throw new IllegalStateException("Cannot look at the processes: " + e.getMessage() + ".", e);
        }
    }
}
