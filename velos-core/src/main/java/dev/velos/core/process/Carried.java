package dev.velos.core.process;

import dev.velos.core.protocol.Fields;

/**
 * What the balancer has given to one life of an instance, and carried to it and back. Of connections that were handed over
 * to it, nobody here sees the bytes.
 *
 * @param port the PORT of the instance
 * @param open connections that are open now
 * @param total connections that it was given, those that are open included
 * @param handed how many of those the program took over itself
 * @param refused connections that it did not take, and that another one got
 * @param bytesIn what clients have sent to it by connections that are carried
 * @param bytesOut what it has sent to clients by them
 */
public record Carried(int port, long open, long total, long handed, long refused, long bytesIn, long bytesOut) {
    Fields toFields() {
        return Fields.builder()
                .put("port", port)
                .put("open", open)
                .put("total", total)
                .put("handed", handed)
                .put("refused", refused)
                .put("bytes_in", bytesIn)
                .put("bytes_out", bytesOut)
                .build();
    }

    static Carried of(Fields fields) {
        return new Carried(
                fields.smallInteger("port", 0),
                fields.integer("open", 0),
                fields.integer("total", 0),
                fields.integer("handed", 0),
                fields.integer("refused", 0),
                fields.integer("bytes_in", 0),
                fields.integer("bytes_out", 0));
    }
}
