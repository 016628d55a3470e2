package dev.velos.core.protocol;

/**
 * Something that happened, sent to a subscriber unasked.
 *
 * @param subscription the id that the daemon gave the subscription
 * @param event what happened, one of the names in {@link Commands}
 */
public record Notice(long subscription, String event, Fields body) implements Message {
    @Override
    public Fields toFields() {
        return Fields.builder()
                .put("sub", subscription)
                .put("event", event)
                .put("body", body)
                .build();
    }
}
