package dev.velos.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.ErrorCode;
import dev.velos.core.failure.Failure;
import dev.velos.core.failure.VelosException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The frames, byte for byte; docs/protocol.md shows the first one. */
class MessageCodecTest {
    static final Request STOP = new Request(
            7,
            Commands.STOP,
            Fields.builder()
                    .putTexts("targets", List.of("api"))
                    .put("wait", true)
                    .build());

    private static void assertFrame(Message message, String... parts) throws WireException {
        byte[] frame = HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
        assertThat(HexFormat.of().formatHex(MessageCodec.encode(message)))
                .isEqualTo(HexFormat.of().formatHex(frame));
        assertThat(decode(frame)).isEqualTo(message);
    }

    private static Message decode(byte[] frame) throws WireException {
        FrameReader reader = new FrameReader();
        reader.feed(frame, 0, frame.length);
        Message message = reader.next().orElseThrow();
        assertThat(reader.pending()).isZero();
        return message;
    }

    private static String text(String value) {
        return HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void request_hasTheseBytes() throws WireException {
        assertFrame(
                STOP,
                "56 4c 01 01 0000002b", // V L, version 1, request, 43 bytes
                "83",
                "a2 6964 07", // id: 7
                "a7 636f6d6d616e64 a4 73746f70", // command: stop
                "a4 61726773 82", // args
                "a7 74617267657473 91 a3 617069", // targets: [api]
                "a4 77616974 c3"); // wait: true
    }

    @Test
    void frameInTheDocumentation_isThatRequest() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "protocol.md"));
        int start = page.indexOf("```\n56 4c") + 4;
        StringBuilder hex = new StringBuilder();
        for (String line : page.substring(start, page.indexOf("\n```", start)).split("\n")) {
            Matcher bytes = Pattern.compile("^((?: *[0-9a-f]{2}(?= |$))+)").matcher(line);
            assertThat(bytes.find()).as(line).isTrue();
            hex.append(bytes.group().replace(" ", ""));
        }
        assertThat(hex.toString()).isEqualTo(HexFormat.of().formatHex(MessageCodec.encode(STOP)));
    }

    @Test
    void success_hasTheseBytes() throws WireException {
        Fields result = Fields.builder()
                .put("version", "0.1.0")
                .put("pid", 4711)
                .put("uptime_ms", 86_400_000)
                .put("cpu", 1.5)
                .put("delta", -1)
                .put("none", Fields.empty())
                .build();
        assertFrame(
                new Reply.Success(7, result),
                "56 4c 01 02 0000004b",
                "82",
                "a2" + text("id") + "07",
                "a6" + text("result") + "86",
                "a7" + text("version") + "a5" + text("0.1.0"),
                "a3" + text("pid") + "cd 1267",
                "a9" + text("uptime_ms") + "ce 05265c00",
                "a3" + text("cpu") + "cb 3ff8000000000000",
                "a5" + text("delta") + "ff",
                "a4" + text("none") + "80");
    }

    @Test
    void failure_hasTheseBytes() throws WireException {
        assertFrame(
                new Reply.Failed(8, Failure.notFound("No \u00e9.", "")),
                "56 4c 01 02 00000034",
                "82",
                "a2" + text("id") + "08",
                "a7" + text("failure") + "83",
                "a4" + text("code") + "a9" + text("not-found"),
                "a7" + text("message") + "a6" + text("No \u00e9."),
                "a6" + text("remedy") + "a0");
    }

    @Test
    void notice_hasTheseBytes() throws WireException {
        Fields log = Fields.builder().put("file", "/l").put("size", 300).build();
        assertFrame(
                new Notice(
                        3,
                        Commands.LOG_GREW,
                        Fields.builder().putList("logs", List.of(log)).build()),
                "56 4c 01 03 00000032",
                "83",
                "a3" + text("sub") + "03",
                "a5" + text("event") + "a8" + text("log-grew"),
                "a4" + text("body") + "81",
                "a4" + text("logs") + "91 82",
                "a4" + text("file") + "a2" + text("/l"),
                "a4" + text("size") + "cd 012c");
    }

    @Test
    void unknownFields_areIgnored() throws WireException {
        Fields body = Fields.builder().putAll(STOP.toFields()).put("later", 1).build();
        assertThat(MessageCodec.decode(WireFormat.KIND_REQUEST, body)).isEqualTo(STOP);
    }

    @Test
    void requestWithoutArguments_hasEmptyOnes() throws WireException {
        Fields body = Fields.builder().put("id", 1).put("command", "ping").build();
        assertThat(MessageCodec.decode(WireFormat.KIND_REQUEST, body))
                .isEqualTo(new Request(1, "ping", Fields.empty()));
    }

    @Test
    void unknownFailureCode_isInternal() {
        Fields failure =
                Fields.builder().put("code", "too-new").put("message", "m").build();
        assertThat(MessageCodec.failure(failure)).isEqualTo(new Failure(ErrorCode.INTERNAL, "m", ""));
    }

    @Test
    void unknownKindOrMissingField_isMalformed() {
        assertMalformed(9, STOP.toFields(), "unknown kind of frame: 9");
        assertMalformed(WireFormat.KIND_REQUEST, Fields.empty(), "The field \"id\" is missing. Send it.");
        assertMalformed(
                WireFormat.KIND_REPLY,
                Fields.builder().put("id", 1).build(),
                "The field \"result\" is missing. Send it.");
        assertMalformed(
                WireFormat.KIND_NOTICE,
                Fields.builder().put("sub", "x").build(),
                "The field \"sub\" is not a whole number. Send a whole number.");
    }

    private static void assertMalformed(int kind, Fields body, String message) {
        assertThatThrownBy(() -> MessageCodec.decode(kind, body))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.kind()).isEqualTo(WireException.Kind.MALFORMED))
                .hasMessage(message);
    }

    @Test
    void messageOverTheLimit_isRefusedByItsSender() {
        Fields large = Fields.builder()
                .put("text", "x".repeat(WireFormat.MAX_BODY_BYTES))
                .build();
        assertThatThrownBy(() -> MessageCodec.encode(new Reply.Success(1, large)))
                .isInstanceOf(VelosException.class)
                .hasMessageMatching("A message of \\d+ bytes is over the protocol's limit of 16777216\\."
                        + " Ask for less at once\\.");
    }

    @Test
    void messageOfTooManyValues_isRefusedByItsSender() throws WireException {
        assertThat(decode(MessageCodec.encode(ofValues(WireFormat.MAX_VALUES - 4))))
                .isInstanceOf(Reply.Success.class);
        assertThatThrownBy(() -> MessageCodec.encode(ofValues(WireFormat.MAX_VALUES)))
                .isInstanceOf(VelosException.class)
                .hasMessageEndingWith("values is over the protocol's limit of 262144. Ask for less at once.");
    }

    private static Message ofValues(int count) {
        return new Reply.Success(
                1,
                Fields.builder()
                        .putTexts("list", Collections.nCopies(count, ""))
                        .build());
    }
}
