package dev.velos.cli.errors;

import dev.velos.client.VelosClient;
import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.VelosException;
import dev.velos.core.process.Environment;
import dev.velos.core.process.SecretNames;
import dev.velos.core.process.SecretText;
import dev.velos.core.protocol.Fields;
import dev.velos.logs.live.NewError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the daemon of new errors, without secrets, {@link #MOST_A_MINUTE} of a process at most; those beyond are known
 * from then on, and not told. Owned by one thread.
 */
public final class ErrorTeller {
    static final int MOST_A_MINUTE = 10;

    /** A shorter value of a variable stands in too many texts. */
    private static final int SHORTEST_SECRET = 4;

    private final VelosClient daemon;
    private final SecretNames secrets;
    private final MinuteBound bound = new MinuteBound(MOST_A_MINUTE);
    private long found;

    /** @param secrets the variables whose values are told to nobody */
    public ErrorTeller(VelosClient daemon, SecretNames secrets) {
        this.daemon = daemon;
        this.secrets = secrets;
    }

    /** How many there were, told or not. */
    long found() {
        return found;
    }

    /** @param process as {@code api:1} */
    void tell(String process, NewError error) {
        found++;
        if (bound.take(process, System.nanoTime())) {
            send(process, error);
        }
    }

    /** One that is deleted meanwhile has no errors to be told of. */
    private void send(String process, NewError error) {
        try {
            List<String> hidden = secretValues(process);
            daemon.newError(Fields.builder()
                    .put("process", process)
                    .put("pattern", error.template().id())
                    .put("level", error.level().word())
                    .put("template", withoutSecrets(error.template().text(), hidden))
                    .put("example", withoutSecrets(error.example(), hidden))
                    .build());
        } catch (VelosException e) {
            if (e.failure().code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    private List<String> secretValues(String process) {
        Map<String, String> environment = new HashMap<>();
        for (Fields one : daemon.infoWithInherited(List.of(process))) {
            Fields spec = one.fields("spec");
            environment.putAll(spec.textMap(Environment.INHERITED_FIELD));
            environment.putAll(spec.textMap("env"));
        }
        return environment.entrySet().stream()
                .filter(entry -> secrets.isSecret(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .toList();
    }

    private static String withoutSecrets(String text, List<String> hidden) {
        String plain = text;
        for (String value : hidden) {
            plain = plain.replace(value, SecretText.MASK);
        }
        return SecretText.masked(plain);
    }
}
