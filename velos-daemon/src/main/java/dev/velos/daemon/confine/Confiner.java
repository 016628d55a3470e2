package dev.velos.daemon.confine;

import dev.velos.core.process.Confinement;
import dev.velos.core.process.Rlimit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts programs before a program that give it its user and its limits and then become it, so that they hold from its
 * first instruction on: sh, prlimit(1), setpriv(1). Owned by the loop. What would be refused is found out before, as
 * far as that is possible, so that somebody is told.
 */
public final class Confiner {
    private static final int ROOT = 0;

    /**
     * What stands before the program.
     *
     * @param words to put before its absolute path and arguments; the first one an absolute path
     * @param variables that it finds unless its own say otherwise
     */
    public record Prefix(List<String> words, Map<String, String> variables) {
        public Prefix {
            words = List.copyOf(words);
        }
    }

    private final Accounts accounts;
    private final ControlGroups groups;
    private final Path proc;
    private final int daemonUser;

    /** @param daemonUser the number of the user that the daemon runs as */
    public Confiner(int daemonUser) {
        this(Path.of("/etc"), Path.of("/sys/fs/cgroup"), Path.of("/proc"), daemonUser);
    }

    Confiner(Path etc, Path cgroups, Path proc, int daemonUser) {
        accounts = new Accounts(etc);
        groups = new ControlGroups(cgroups, proc.resolve("self/cgroup"));
        this.proc = proc;
        this.daemonUser = daemonUser;
    }

    /**
     * What gives a program this confinement.
     *
     * @param instance {@code api:0}, which names its control group
     */
    public Prefix prefix(String instance, Confinement confinement) throws Refused {
        List<String> words = new ArrayList<>();
        Map<String, String> variables = new LinkedHashMap<>();
        addShell(instance, confinement, words);
        addLimits(confinement, words);
        addUser(confinement, words, variables);
        return new Prefix(words, variables);
    }

    private void addShell(String instance, Confinement confinement, List<String> words) throws Refused {
        List<String> steps = new ArrayList<>();
        if (confinement.cgroup().cpu().isPresent()
                || confinement.cgroup().memoryBytes().isPresent()) {
            requireLinux("cgroup");
            Path group = groups.prepare(instance, confinement.cgroup());
            steps.add("echo 0 > '" + group.resolve("cgroup.procs") + "'");
        }
        if (confinement.oomScoreAdj().isPresent()) {
            steps.add("echo " + oomScore(confinement.oomScoreAdj().getAsInt()) + " > /proc/self/oom_score_adj");
        }
        if (!steps.isEmpty()) {
            words.addAll(List.of("/bin/sh", "-c", String.join(" && ", steps) + " && exec \"$@\"", "sh"));
        }
    }

    private int oomScore(int wanted) throws Refused {
        requireLinux("oom_score_adj");
        int own = firstNumber(proc.resolve("self/oom_score_adj"));
        if (daemonUser != ROOT && wanted < own) {
            throw new Refused("oom_score_adj = " + wanted + " is refused: only root may go below that of the daemon, "
                    + own + ". Use a greater one, or run the daemon as root.");
        }
        return wanted;
    }

    private static int firstNumber(Path file) {
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return 0; // the usual one; what is wrong with it, the program's own log will say
        }
    }

    private void requireLinux(String key) throws Refused {
        if (!Files.exists(proc.resolve("self"))) {
            throw new Refused(key + " is possible on Linux only. Leave it out on this machine.");
        }
    }

    private void addLimits(Confinement confinement, List<String> words) throws Refused {
        if (confinement.rlimits().isEmpty()) {
            return;
        }
        requireLinux("rlimits");
        words.add(program("prlimit", "rlimits"));
        HardLimits ours = HardLimits.of(proc.resolve("self/limits"));
        for (Map.Entry<String, Rlimit> entry : confinement.rlimits().entrySet()) {
            if (daemonUser != ROOT && !ours.allow(entry.getKey(), entry.getValue())) {
                throw new Refused(
                        "rlimits." + entry.getKey() + " = " + entry.getValue().text()
                                + " is refused: the hard limit of the daemon is " + ours.text(entry.getKey())
                                + ". Use a smaller one, or run the daemon as root.");
            }
            words.add("--" + entry.getKey() + "=" + entry.getValue().text());
        }
        words.add("--");
    }

    private void addUser(Confinement confinement, List<String> words, Map<String, String> variables) throws Refused {
        if (confinement.user().isEmpty() && confinement.group().isEmpty()) {
            return;
        }
        Optional<Accounts.User> user = Optional.empty();
        if (confinement.user().isPresent()) {
            String name = confinement.user().get();
            user = accounts.user(name);
            if (user.isEmpty()) {
                throw new Refused("the user \"" + name + "\" does not exist on this machine. Create it, or write"
                        + " another one.");
            }
        }
        OptionalInt group = OptionalInt.empty();
        if (confinement.group().isPresent()) {
            String name = confinement.group().get();
            group = accounts.group(name);
            if (group.isEmpty()) {
                throw new Refused("the group \"" + name + "\" does not exist on this machine. Create it, or write"
                        + " another one.");
            }
        }
        if (daemonUser != ROOT) {
            requireOwn(confinement, user, group);
            return;
        }
        requireLinux("user");
        words.add(program("setpriv", "user"));
        user.ifPresent(it -> words.add("--reuid=" + it.uid()));
        int gid = group.orElseGet(user.map(Accounts.User::gid).orElse(0)::intValue);
        words.add("--regid=" + gid);
        words.add(user.filter(it -> it.home().isPresent()).isPresent() ? "--init-groups" : "--clear-groups");
        words.add("--");
        user.ifPresent(it -> {
            it.home().ifPresent(home -> variables.put("HOME", home));
            variables.put("USER", it.name());
            variables.put("LOGNAME", it.name());
        });
    }

    /** Whoever is that user already needs no root for it. */
    private void requireOwn(Confinement confinement, Optional<Accounts.User> user, OptionalInt group) throws Refused {
        boolean own = user.filter(it -> it.uid() == daemonUser).isPresent()
                && (group.isEmpty() || group.getAsInt() == user.get().gid());
        if (!own) {
            String what = confinement.user().map(it -> "user = \"" + it + "\"").orElse("group");
            throw new Refused(what + " needs root, and the daemon runs as the user " + daemonUser
                    + ". Run it as root, or leave user and group out.");
        }
    }

    private static String program(String name, String key) throws Refused {
        for (String folder : List.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/")) {
            if (new File(folder + name).canExecute()) {
                return folder + name;
            }
        }
        throw new Refused(key + " needs the program " + name + ", which is not installed. It comes with util-linux.");
    }
}
