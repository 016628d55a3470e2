package dev.velos.config;

import dev.velos.core.process.Balancing;
import dev.velos.core.process.ProcessSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The keys about connections that Velos accepts itself and carries to instances. */
final class BalanceKeys {
    static final Key<Balancing.Method> BALANCE = new Key<>(
            "balance",
            Kinds.oneOf(Kinds.words(Balancing.Method.values(), Balancing.Method::wire)),
            "Velos accepts the connections at listen and carries each to an instance, which opens a port of its own, PORT",
            (spec, method, folder) -> spec.withBalancing(it -> it.withMethod(method)),
            spec -> spec.balancing().method());

    static final Key<Boolean> PROXY_PROTOCOL = new Key<>(
            "proxy_protocol",
            Kinds.flag(),
            "With balance: whether an instance is told who has connected, by a PROXY protocol header of version 2",
            (spec, proxy, folder) -> spec.withBalancing(it -> it.withProxyProtocol(proxy)),
            spec -> Optional.of(spec.balancing().proxyProtocol()).filter(on -> on));

    static final List<Key<?>> ALL = List.of(BALANCE, PROXY_PROTOCOL);

    private BalanceKeys() {}

    /** Checks what a process says of balancing against the rest of it. */
    static void check(ProcessEntry entry, Path folder, Problems problems) {
        List<Key.Setting<?>> own = entry.settings().stream()
                .filter(setting -> ALL.stream().anyMatch(key -> setting.key().is(key)))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        ProcessSpec spec = ProcessSpec.of(entry.name(), entry.script(), folder.toString());
        for (Key.Setting<?> setting : entry.settings()) {
            spec = setting.refine(spec, folder);
        }
        spec.conflict()
                .ifPresent(failure -> problems.add(own.getFirst().position(), failure.message(), failure.remedy()));
    }
}
