package dev.velos.config;

import dev.velos.core.process.Numbering;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys about instances: how many there are, and what tells them apart. */
final class InstanceKeys {
    static final List<Key<?>> ALL = List.of(
            new Key<>(
                    "instances",
                    new InstancesKind(),
                    "How many of it run; \"max\" for one on each processor",
                    (spec, instances, folder) -> spec.withInstances(instances),
                    spec -> Optional.of(spec.instances())),
            new Key<>(
                    "port",
                    Kinds.wholeNumber(1, Numbering.MAX_PORT),
                    "PORT of instance 0; each further instance has the next",
                    (spec, port, folder) -> spec.withNumbering(it -> it.withPort(OptionalInt.of(port))),
                    spec -> spec.numbering().port().isPresent()
                            ? Optional.of(spec.numbering().port().getAsInt())
                            : Optional.empty()),
            new Key<>(
                    "increment_var",
                    Kinds.variable(),
                    "A variable that holds a number, to which each instance adds its own",
                    (spec, name, folder) -> spec.withNumbering(it -> it.withIncrementVar(Optional.of(name))),
                    spec -> spec.numbering().incrementVar()),
            new Key<>(
                    "instance_var",
                    Kinds.variable(),
                    "The variable that holds the number of the instance, beside VELOS_INSTANCE_ID",
                    (spec, name, folder) -> spec.withNumbering(it -> it.withInstanceVar(name)),
                    spec -> Optional.of(spec.numbering().instanceVar())));

    private InstanceKeys() {}
}
