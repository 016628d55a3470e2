package dev.velos.mcp.http;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Whether a request of HTTP is of a form that is spoken here. */
final class Negotiation {
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    private Negotiation() {}

    static Optional<Refusal> refusal(String method, Function<String, String> header) {
        return switch (method) {
            case "POST" -> isJson(header.apply("Content-Type")) ? accepting(header.apply("Accept"), JSON) : wrongType();
            case "GET" -> accepting(header.apply("Accept"), EVENTS);
            case "DELETE" -> Optional.empty();
            default ->
                Optional.of(Refusal.of(
                        405, method + " is not possible here.", "Send messages by POST; listen for others by GET."));
        };
    }

    /** No other type can come from a page without its browser asking first. */
    private static boolean isJson(String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(JSON);
    }

    private static Optional<Refusal> wrongType() {
        return Optional.of(Refusal.of(415, "The body is not said to be JSON.", "Send \"Content-Type: " + JSON + "\"."));
    }

    private static Optional<Refusal> accepting(String accept, String type) {
        String all = accept == null ? "*/*" : accept.toLowerCase(Locale.ROOT);
        boolean accepts = all.contains(type) || all.contains("*/*") || all.contains(type.split("/")[0] + "/*");
        return accepts
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        406, "No answer would be accepted.", "Send \"Accept: " + JSON + ", " + EVENTS + "\"."));
    }
}
