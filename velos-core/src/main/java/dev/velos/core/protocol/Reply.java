package dev.velos.core.protocol;

import dev.velos.core.failure.Failure;

/** The one answer to a {@link Request}. */
public sealed interface Reply extends Message {
    /** The id of the request; 0 where the request could not be read. */
    long id();

    /** The request was carried out. */
    record Success(long id, Fields result) implements Reply {
        @Override
        public Fields toFields() {
            return Fields.builder().put("id", id).put("result", result).build();
        }
    }

    /** The request was not carried out. */
    record Failed(long id, Failure failure) implements Reply {
        @Override
        public Fields toFields() {
            return Fields.builder()
                    .put("id", id)
                    .put("failure", MessageCodec.failureFields(failure))
                    .build();
        }
    }
}
