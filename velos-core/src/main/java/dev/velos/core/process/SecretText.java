package dev.velos.core.process;

import dev.velos.core.protocol.Fields;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Keeps secrets out of what is told of logs and the like, as far as they can be known by the names beside them. */
public final class SecretText {
    /** Stands for a secret. */
    public static final String MASK = "***";

    private static final String NAME = "(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)";

    /** {@code password=…}, {@code "api_key": "…"}, {@code --token …}; bounded and possessive, so that no text takes long. */
    private static final Pattern NAMED = Pattern.compile(
            "(" + NAME + "[\\w-]{0,16}+[\"']?\\s{0,3}+[=:]\\s{0,3}+[\"']?|--[\\w-]{0,24}?" + NAME + " )"
                    + "(?!Bearer |Basic )[^\\s\"',;&}]++",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern AUTHORIZATION =
            Pattern.compile("\\b(Bearer|Basic) [A-Za-z0-9+/=._~-]{8,}+", Pattern.CASE_INSENSITIVE);

    /** {@code postgres://user:…@host}. */
    private static final Pattern URL = Pattern.compile("(://[^\\s:/@]{1,64}+:)[^\\s/@]{1,256}+@");

    private SecretText() {}

    /** The text with {@value #MASK} in place of secrets. */
    public static String masked(String text) {
        String named = NAMED.matcher(text).replaceAll("$1" + MASK);
        String plain = AUTHORIZATION.matcher(named).replaceAll("$1 " + MASK);
        return URL.matcher(plain).replaceAll("$1" + MASK + "@");
    }

    /** An environment with the values of secret variables masked. */
    public static Fields masked(Map<String, String> environment, SecretNames secrets) {
        Fields.Builder shown = Fields.builder();
        new TreeMap<>(environment)
                .forEach((name, value) -> shown.put(name, secrets.isSecret(name) ? MASK : masked(value)));
        return shown.build();
    }
}
