package dev.velos.mcp.process;

import dev.velos.client.Aftermath;
import dev.velos.client.DaemonLauncher;
import dev.velos.client.Inquiry;
import dev.velos.client.VelosClient;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.Nearest;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.ProcessSnapshot;
import dev.velos.core.process.ProcessWord;
import dev.velos.core.process.SecretNames;
import dev.velos.core.protocol.ActionResult;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.guard.Access;
import dev.velos.mcp.tool.Caller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The processes that agents may see and touch. Each question opens a connection of its own, so that a daemon that was
 * replaced in between is no matter. Immutable.
 *
 * @param environment that processes inherit
 * @param cwd where relative paths begin
 * @param secrets the variables whose values nobody is told
 */
public record Fleet(
        DaemonLauncher launcher, Map<String, String> environment, Path cwd, Access access, SecretNames secrets) {
    public Fleet {
        environment = Map.copyOf(environment);
    }

    /** Every process in sight, by id. */
    public List<ProcessSnapshot> all() {
        return access.visible(new Inquiry(launcher).ask(VelosClient::list));
    }

    /** The instances that the words mean, each once; fails for a word that means none. */
    public List<ProcessSnapshot> meant(List<String> words) {
        List<ProcessSnapshot> all = all();
        Set<ProcessSnapshot> meant = new LinkedHashSet<>();
        for (String word : words) {
            List<ProcessSnapshot> found = new ProcessWord(word).of(all);
            if (found.isEmpty() && !word.equals(ProcessWord.ALL)) {
                throw unknown(word, all);
            }
            meant.addAll(found);
        }
        return List.copyOf(meant);
    }

    /** The instances that a word means, at least one. */
    public List<ProcessSnapshot> meant(String word) {
        List<ProcessSnapshot> meant = meant(List.of(word));
        if (meant.isEmpty()) {
            throw Failure.notFound("There is no process yet.", "process_start starts one.")
                    .asException();
        }
        return meant;
    }

    private VelosException unknown(String word, List<ProcessSnapshot> all) {
        if (!ProcessWord.ALL.equals(word) && !word.isEmpty() && Character.isLetter(word.charAt(0))) {
            access.requireCovered(word.split(":", 2)[0]);
        }
        List<String> names = all.stream().map(ProcessSnapshot::name).distinct().toList();
        String there = names.isEmpty() ? "There are none yet; process_start starts one." : "process_list shows all.";
        return Failure.notFound("There is no process \"" + word + "\".", Nearest.suggestion(word, names, there))
                .asException();
    }

    /** All that is known of each instance that the word means. */
    public List<Fields> info(String word) {
        List<String> ids = ids(meant(word));
        return new Inquiry(launcher).ask(client -> client.info(ids));
    }

    /** The answer of the daemon, asked again where it dies over it. */
    public <T> T ask(Function<VelosClient, T> question) {
        return new Inquiry(launcher).ask(question);
    }

    /** Has the daemon do something to those that the words mean, once: where it dies over it, the failure tells how they stand. */
    public List<ActionResult> act(
            Caller caller, List<String> words, BiFunction<VelosClient, List<String>, List<ActionResult>> action) {
        List<String> ids = ids(meant(words));
        return ids.isEmpty() ? List.of() : once(caller, words, client -> action.apply(client, ids));
    }

    /** The same for what is no matter of existing processes. */
    public <T> T once(Caller caller, List<String> names, Function<VelosClient, T> action) {
        try (VelosClient client = new Inquiry(launcher).proven()) {
            return action.apply(client.actingFor(caller.owner()));
        } catch (VelosException e) {
            throw VelosClient.isLoss(e) ? new Aftermath(launcher, names).of(e).orElse(e) : e;
        }
    }

    private static List<String> ids(List<ProcessSnapshot> processes) {
        List<String> ids = new ArrayList<>(processes.size());
        processes.forEach(process -> ids.add(Long.toString(process.id())));
        return ids;
    }
}
