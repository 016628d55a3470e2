package dev.velos.mcp.news;

import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessWord;
import dev.velos.core.protocol.Fields;
import dev.velos.core.protocol.Notice;
import dev.velos.mcp.resource.Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The logs whose growth somebody wishes to know of.
 *
 * @param uris of the resources that tell them
 * @param ids of their processes
 * @param byFile the resources by the paths of the files
 */
record Followed(Set<String> uris, List<String> ids, Map<String, Set<String>> byFile) {
    /** Those among the wished resources that are logs of these processes. */
    static Followed of(Set<String> wished, List<ProcessSnapshot> processes) {
        Set<String> uris = new HashSet<>();
        Set<String> ids = new TreeSet<>();
        Map<String, Set<String>> byFile = new HashMap<>();
        for (String uri : wished) {
            for (ProcessSnapshot process : meant(uri, processes)) {
                uris.add(uri);
                ids.add(Long.toString(process.id()));
                for (String file : List.of(process.outLog(), process.errLog())) {
                    byFile.computeIfAbsent(file, _ -> new HashSet<>()).add(uri);
                }
            }
        }
        return new Followed(uris, List.copyOf(ids), byFile);
    }

    private static List<ProcessSnapshot> meant(String uri, List<ProcessSnapshot> processes) {
        return Address.of(uri)
                .filter(it -> it.kind() == Address.Kind.LOGS)
                .map(it -> new ProcessWord(it.name()).of(processes))
                .orElse(List.of());
    }

    /** The resources whose files have grown. */
    Set<String> grown(List<Notice> notices) {
        Set<String> grown = new HashSet<>();
        for (Notice notice : notices) {
            for (Fields log : notice.body().list("logs")) {
                grown.addAll(byFile.getOrDefault(log.text("file"), Set.of()));
            }
        }
        return grown;
    }
}
