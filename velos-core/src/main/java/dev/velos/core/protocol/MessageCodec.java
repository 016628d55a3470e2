package dev.velos.core.protocol;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/** Messages as frames and back; see {@link WireFormat}. */
public final class MessageCodec {
    private MessageCodec() {}

    /** The whole frame of a message. */
    public static byte[] encode(Message message) {
        return frame(kindOf(message), message.toFields());
    }

    /** No switch over types: each one makes a class at run time, which costs every command 3 ms. */
    private static int kindOf(Message message) {
        if (message instanceof Request) {
            return WireFormat.KIND_REQUEST;
        }
        return message instanceof Reply ? WireFormat.KIND_REPLY : WireFormat.KIND_NOTICE;
    }

    /** The map that stands for a failure in replies and in results. */
    public static Fields failureFields(Failure failure) {
        return Fields.builder()
                .put("code", failure.code().wire())
                .put("message", failure.message())
                .put("remedy", failure.remedy())
                .build();
    }

    /** The failure of such a map. */
    public static Failure failure(Fields fields) {
        return new Failure(
                ErrorCode.ofWire(fields.text("code")),
                fields.text("message"),
                fields.optionalText("remedy").orElse(""));
    }

    /** The message of a frame of that kind with that body. */
    static Message decode(int kind, Fields body) throws WireException {
        try {
            return switch (kind) {
                case WireFormat.KIND_REQUEST ->
                    new Request(
                            body.integer("id"),
                            body.text("command"),
                            body.optionalFields("args").orElse(Fields.empty()));
                case WireFormat.KIND_REPLY -> reply(body);
                case WireFormat.KIND_NOTICE -> new Notice(body.integer("sub"), body.text("event"), body.fields("body"));
                default -> throw new WireException(WireException.Kind.MALFORMED, "unknown kind of frame: " + kind);
            };
        } catch (VelosException e) {
            throw new WireException(WireException.Kind.MALFORMED, e.getMessage());
        }
    }

    private static Reply reply(Fields body) {
        long id = body.integer("id");
        return body.optionalFields("failure")
                .<Reply>map(fields -> new Reply.Failed(id, failure(fields)))
                .orElseGet(() -> new Reply.Success(id, body.fields("result")));
    }

    private static byte[] frame(int kind, Fields fields) {
        byte[] body = FieldsCodec.encode(fields);
        requireWithin("bytes", body.length, WireFormat.MAX_BODY_BYTES);
        if (body.length > WireFormat.MAX_VALUES) {
            requireWithin("values", values(fields), WireFormat.MAX_VALUES);
        }
        return ByteBuffer.allocate(WireFormat.HEADER_BYTES + body.length)
                .put(WireFormat.MAGIC_0)
                .put(WireFormat.MAGIC_1)
                .put((byte) WireFormat.VERSION)
                .put((byte) kind)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static void requireWithin(String unit, long amount, long limit) {
        if (amount > limit) {
            throw Failure.invalidRequest(
                            "A message of " + amount + " " + unit + " is over the protocol's limit of " + limit + ".",
                            "Ask for less at once.")
                    .asException();
        }
    }

    /** As {@link FieldsReader} counts them: a value takes a byte or more, so that small bodies need no count. */
    private static long values(Object value) {
        Collection<?> inner = switch (value) {
            case Fields fields -> fields.asMap().values();
            case List<?> list -> list;
            default -> List.of();
        };
        long count = 1;
        for (Object element : inner) {
            count += values(element);
        }
        return count;
    }
}
