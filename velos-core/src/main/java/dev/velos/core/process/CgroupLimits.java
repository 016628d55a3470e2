package dev.velos.core.process;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the kernel's control group lets a whole family have.
 *
 * @param cpu processors that it may use at a time, {@value #MIN_CPU} to {@value #MAX_CPU}
 * @param memoryBytes above which the kernel ends one of it
 */
public record CgroupLimits(OptionalDouble cpu, OptionalLong memoryBytes) {
    public static final double MIN_CPU = 0.01;
    public static final double MAX_CPU = 4096;
    public static final CgroupLimits NONE = new CgroupLimits(OptionalDouble.empty(), OptionalLong.empty());

    public CgroupLimits {
        if (cpu.isPresent() && !(cpu.getAsDouble() >= MIN_CPU && cpu.getAsDouble() <= MAX_CPU)) {
            throw Failure.invalidRequest(
                            "cgroup.cpu = " + cpu.getAsDouble() + " is not possible.",
                            "Use " + MIN_CPU + " to " + (int) MAX_CPU + " processors.")
                    .asException();
        }
        if (memoryBytes.isPresent() && memoryBytes.getAsLong() < MemoryPolicy.MIN_BYTES) {
            throw Failure.invalidRequest(
                            "cgroup.memory = " + memoryBytes.getAsLong() + " bytes is less than any program takes.",
                            "Use 1M or more.")
                    .asException();
        }
    }

    public CgroupLimits withCpu(OptionalDouble other) {
        return new CgroupLimits(other, memoryBytes);
    }

    public CgroupLimits withMemoryBytes(OptionalLong other) {
        return new CgroupLimits(cpu, other);
    }

    /** Whether there is none. */
    public boolean isNone() {
        return cpu.isEmpty() && memoryBytes.isEmpty();
    }

    Fields toFields() {
        Fields.Builder fields = Fields.builder();
        cpu.ifPresent(processors -> fields.put("cpu", processors));
        return fields.putOptional("memory", memoryBytes).build();
    }

    static CgroupLimits of(Fields fields) {
        return new CgroupLimits(
                fields.has("cpu") ? OptionalDouble.of(fields.number("cpu", 0)) : OptionalDouble.empty(),
                fields.optionalInteger("memory"));
    }
}
