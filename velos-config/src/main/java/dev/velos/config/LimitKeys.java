package dev.velos.config;

import dev.velos.core.process.CgroupLimits;
import dev.velos.core.process.Confinement;
import dev.velos.core.process.MemoryPolicy;
import dev.velos.core.process.ProcessSpec;
import dev.velos.core.process.Rlimit;
import dev.velos.core.quantity.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The keys about how much a process may have, and as whom it runs. */
final class LimitKeys {
    private static final ByteSize LEAST = new ByteSize(MemoryPolicy.MIN_BYTES);
    private static final ByteSize MOST = new ByteSize(1L << 50);

    private static final List<Key<?>> SINGLE = List.of(
            new Key<>(
                    "max_memory",
                    Kinds.size(LEAST, MOST),
                    "Memory of the process and all that it has started, above which it is restarted",
                    (spec, size, folder) -> spec.withMemory(it -> it.withMaxBytes(OptionalLong.of(size.bytes()))),
                    spec -> size(spec.memory().maxBytes())),
            new Key<>(
                    "memory_grace",
                    Kinds.duration(Duration.ZERO, Duration.ofDays(1)),
                    "How long it may stay above max_memory",
                    (spec, grace, folder) -> spec.withMemory(it -> it.withGrace(grace)),
                    spec -> Optional.of(spec.memory().grace()).filter(it -> !it.isZero())),
            new Key<>(
                    "user",
                    new AccountKind(),
                    "The user that it runs as; needs root",
                    (spec, user, folder) -> confined(spec, it -> it.withUser(Optional.of(user))),
                    spec -> spec.confinement().user()),
            new Key<>(
                    "group",
                    new AccountKind(),
                    "The group that it runs as; by default that of the user",
                    (spec, group, folder) -> confined(spec, it -> it.withGroup(Optional.of(group))),
                    spec -> spec.confinement().group()),
            new Key<>(
                    "oom_score_adj",
                    Kinds.wholeNumber(Confinement.MIN_OOM, Confinement.MAX_OOM),
                    "How readily the kernel ends it when memory runs out",
                    (spec, score, folder) -> confined(spec, it -> it.withOomScoreAdj(OptionalInt.of(score))),
                    spec -> spec.confinement().oomScoreAdj().isPresent()
                            ? Optional.of(spec.confinement().oomScoreAdj().getAsInt())
                            : Optional.empty()),
            new Key<>(
                    "cgroup.cpu",
                    Kinds.number(CgroupLimits.MIN_CPU, CgroupLimits.MAX_CPU),
                    "Processors that the whole family may use at a time, by its control group",
                    (spec, cpu, folder) -> grouped(spec, it -> it.withCpu(OptionalDouble.of(cpu))),
                    spec -> spec.confinement().cgroup().cpu().isPresent()
                            ? Optional.of(spec.confinement().cgroup().cpu().getAsDouble())
                            : Optional.empty()),
            new Key<>(
                    "cgroup.memory",
                    Kinds.size(LEAST, MOST),
                    "Memory above which the kernel ends one of the family, by its control group",
                    (spec, size, folder) -> grouped(spec, it -> it.withMemoryBytes(OptionalLong.of(size.bytes()))),
                    spec -> size(spec.confinement().cgroup().memoryBytes())));

    static final List<Key<?>> ALL = Stream.concat(
                    SINGLE.stream(), Confinement.RESOURCES.stream().map(LimitKeys::rlimit))
            .toList();

    private LimitKeys() {}

    private static Key<Rlimit> rlimit(String resource) {
        return new Key<>(
                "rlimits." + resource,
                new RlimitKind(),
                "Its limit of " + resource + ", as prlimit(1) names it",
                (spec, limit, folder) -> confined(spec, it -> it.withRlimit(resource, limit)),
                spec -> Optional.ofNullable(spec.confinement().rlimits().get(resource)));
    }

    private static ProcessSpec confined(ProcessSpec spec, UnaryOperator<Confinement> change) {
        return spec.withConfinement(change);
    }

    private static ProcessSpec grouped(ProcessSpec spec, UnaryOperator<CgroupLimits> change) {
        return spec.withConfinement(it -> it.withCgroup(change.apply(it.cgroup())));
    }

    private static Optional<ByteSize> size(OptionalLong bytes) {
        return bytes.isPresent() ? Optional.of(new ByteSize(bytes.getAsLong())) : Optional.empty();
    }
}
