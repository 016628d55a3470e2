package dev.velos.core.protocol;

/**
 * Asks the daemon for something.
 *
 * @param id chosen by the client, unique among the unanswered requests of its connection; the reply carries it
 * @param command one of {@link Commands}; a command that the daemon does not know is answered by a failure
 */
public record Request(long id, String command, Fields arguments) implements Message {
    @Override
    public Fields toFields() {
        return Fields.builder()
                .put("id", id)
                .put("command", command)
                .put("args", arguments)
                .build();
    }
}
