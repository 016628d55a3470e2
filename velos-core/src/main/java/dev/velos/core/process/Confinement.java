package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * As whom, and within which bounds of the operating system, a program runs. What is empty is as the daemon has it.
 *
 * @param user name or number
 * @param group name or number; by default that of the user
 * @param oomScoreAdj {@value #MIN_OOM} (never ended when memory runs out) to {@value #MAX_OOM} (first of all)
 * @param rlimits by resource, one of {@link #RESOURCES}
 */
public record Confinement(
        Optional<String> user,
        Optional<String> group,
        OptionalInt oomScoreAdj,
        Map<String, Rlimit> rlimits,
        CgroupLimits cgroup) {
    public static final int MIN_OOM = -1000;
    public static final int MAX_OOM = 1000;

    /** Of names and numbers of users and groups. */
    public static final String ACCOUNT_PATTERN = "[A-Za-z0-9_][A-Za-z0-9_.@$-]{0,63}";

    /** The resources of setrlimit(2), by the names of prlimit(1). */
    public static final List<String> RESOURCES = List.of(
            "as",
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    public static final Confinement NONE =
            new Confinement(Optional.empty(), Optional.empty(), OptionalInt.empty(), Map.of(), CgroupLimits.NONE);

    public Confinement {
        rlimits = Collections.unmodifiableMap(new TreeMap<>(rlimits));
        user.ifPresent(it -> requireName("user", it));
        group.ifPresent(it -> requireName("group", it));
        if (oomScoreAdj.isPresent() && (oomScoreAdj.getAsInt() < MIN_OOM || oomScoreAdj.getAsInt() > MAX_OOM)) {
            throw Failure.invalidRequest(
                            "oom_score_adj = " + oomScoreAdj.getAsInt() + " is not possible.",
                            "Use " + MIN_OOM + " to " + MAX_OOM + ".")
                    .asException();
        }
        for (String resource : rlimits.keySet()) {
            if (!RESOURCES.contains(resource)) {
                throw Failure.invalidRequest(
                                "There is no resource \"" + resource + "\" to limit.",
                                "Use one of " + String.join(", ", RESOURCES) + ".")
                        .asException();
            }
        }
    }

    /** A word that setpriv(1) takes for nothing else. */
    private static void requireName(String key, String name) {
        if (!isAccount(name)) {
            throw Failure.invalidRequest(
                            key + " = \"" + name + "\" names nobody.",
                            "Write the name of a " + key + ", or its number.")
                    .asException();
        }
    }

    /** Whether the word can name a user or a group, or be its number. */
    public static boolean isAccount(String word) {
        return word.matches(ACCOUNT_PATTERN);
    }

    public Confinement withUser(Optional<String> other) {
        return new Confinement(other, group, oomScoreAdj, rlimits, cgroup);
    }

    public Confinement withGroup(Optional<String> other) {
        return new Confinement(user, other, oomScoreAdj, rlimits, cgroup);
    }

    public Confinement withOomScoreAdj(OptionalInt other) {
        return new Confinement(user, group, other, rlimits, cgroup);
    }

    /** The same with another limit of that resource. */
    public Confinement withRlimit(String resource, Rlimit limit) {
        Map<String, Rlimit> limits = new TreeMap<>(rlimits);
        limits.put(resource, limit);
        return new Confinement(user, group, oomScoreAdj, limits, cgroup);
    }

    public Confinement withCgroup(CgroupLimits other) {
        return new Confinement(user, group, oomScoreAdj, rlimits, other);
    }

    /** Whether nothing is asked for. */
    public boolean isNone() {
        return user.isEmpty() && group.isEmpty() && oomScoreAdj.isEmpty() && rlimits.isEmpty() && cgroup.isNone();
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder()
                .putOptional("user", user)
                .putOptional("group", group)
                .putOptional(
                        "oom_score_adj",
                        oomScoreAdj.isPresent() ? OptionalLong.of(oomScoreAdj.getAsInt()) : OptionalLong.empty());
        if (!rlimits.isEmpty()) {
            Fields.Builder limits = Fields.builder();
            rlimits.forEach((resource, limit) -> limits.put(resource, limit.text()));
            fields.put("rlimits", limits.build());
        }
        return cgroup.isNone()
                ? fields.build()
                : fields.put("cgroup", cgroup.toFields()).build();
    }

    private static final List<String> FIELDS = List.of("user", "group", "oom_score_adj", "rlimits", "cgroup");

    static Confinement of(Fields fields) {
        if (FIELDS.stream().noneMatch(fields::has)) {
            return NONE;
        }
        Map<String, Rlimit> limits = new TreeMap<>();
        fields.textMap("rlimits").forEach((resource, text) -> limits.put(resource, Rlimit.parse(text)));
        return new Confinement(
                fields.optionalText("user"),
                fields.optionalText("group"),
                fields.has("oom_score_adj")
                        ? OptionalInt.of(fields.smallInteger("oom_score_adj", 0))
                        : OptionalInt.empty(),
                limits,
                fields.optionalFields("cgroup").map(CgroupLimits::of).orElse(CgroupLimits.NONE));
    }
}
