package dev.velos.mcp.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.failure.Failure;
import dev.velos.core.protocol.Fields;
import dev.velos.mcp.json.JsonException;
import dev.velos.mcp.json.JsonReader;
import dev.velos.mcp.json.JsonWriter;
import dev.velos.mcp.tool.Hints;
import dev.velos.mcp.tool.Param;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolResult;
import dev.velos.mcp.tool.ToolTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatcherTest {
    private static final String MODERN_META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{},"
            + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"new one\",\"version\":\"1\"}}";

    private static final Tool SAY = new Tool(
            "say",
            "Says it.",
            Hints.READS,
            List.of(Param.text("what", "").required()),
            Map.of("said", "string"),
            call -> ToolResult.of(
                    call.arguments().text("what") + " by " + call.caller().owner(),
                    Fields.builder().put("said", call.arguments().text("what")).build()));

    private static final Tool BREAK = new Tool("break", "Breaks it.", Hints.SETTLES, List.of(), Map.of(), _ -> {
        throw Failure.conflict("It is broken.", "Mend it.").asException();
    });

    private static final Tool FAULT = new Tool("fault", "A mistake of ours.", Hints.READS, List.of(), Map.of(), _ -> {
        throw new IllegalStateException("oh");
    });

    private final Conversation conversation = new Conversation("0a1b2c", Outbox.NONE);
    private final Dispatcher dispatcher = dispatcher(false);

    private static Dispatcher dispatcher(boolean readOnly) {
        ToolTable tools = ToolTable.of(List.of(SAY, BREAK, FAULT), readOnly, 2_000);
        return new Dispatcher(List.of(ToolMethods.of(tools, Audience.NONE)), "Say it.");
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,2025-11-25", "2025-06-18,2025-06-18", "1999-01-01,2025-11-25", "2026-07-28,2025-11-25"})
    void initialize_agreesOnARevisionThatBeginsSo(String asked, String agreed) {
        Map<String, Object> result = result(initialize(asked));
        assertThat(result).containsEntry("protocolVersion", agreed).containsEntry("instructions", "Say it.");
        assertThat(result.get("capabilities")).isEqualTo(Map.of("tools", Map.of()));
        assertThat(result).doesNotContainKeys("resultType", "_meta");
    }

    @Test
    void afterInitialize_callsAreAnsweredInTheOldForm() {
        initialize("2025-11-25");
        assertThat(result("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"ping\"}")).isEmpty();
        Map<String, Object> result = result(call("say", "{\"what\":\"hello\"}", ""));
        assertThat(result)
                .containsEntry("content", List.of(Map.of("type", "text", "text", "hello by old-one-0a1b2c")))
                .containsEntry("structuredContent", Map.of("said", "hello"))
                .doesNotContainKeys("isError", "resultType", "_meta");
    }

    @Test
    void beforeInitialize_aCallWithoutMetaIsRefusedWithTheWayOut() {
        Map<String, Object> error = error(call("say", "{\"what\":\"hello\"}", ""));
        assertThat(error).containsEntry("code", -32602L);
        assertThat(error.toString()).contains("initialize", "2026-07-28");
    }

    @Test
    void modernRequest_needsNoInitializeAndIsAnsweredInTheNewForm() {
        Map<String, Object> result = result(call("say", "{\"what\":\"hello\"}", "," + MODERN_META));
        assertThat(result).containsEntry("resultType", "complete");
        assertThat(result.get("content").toString()).contains("hello by new-one-0a1b2c");
        assertThat(result.get("_meta").toString()).contains("io.modelcontextprotocol/serverInfo", "velos");
    }

    @Test
    void discover_tellsRevisionsAndCapabilitiesAndHowLongTheyHold() {
        Map<String, Object> result = result(modern("server/discover"));
        assertThat(result)
                .containsEntry("supportedVersions", List.of("2026-07-28", "2025-11-25"))
                .containsEntry("capabilities", Map.of("tools", Map.of()))
                .containsEntry("cacheScope", "private")
                .containsKeys("ttlMs", "instructions", "_meta");
    }

    @Test
    void modernList_saysHowLongItHolds() {
        assertThat(result(modern("tools/list"))).containsKeys("ttlMs", "cacheScope", "tools");
    }

    @Test
    void revisionThatIsNotSpoken_isRefusedWithThoseThatAre() {
        String request = modern("tools/list").replace("2026-07-28", "2031-01-01");
        assertThat(error(request))
                .containsEntry("code", -32022L)
                .containsEntry(
                        "data", Map.of("supported", List.of("2026-07-28", "2025-11-25"), "requested", "2031-01-01"));
    }

    @Test
    void modernRequestWithoutCapabilities_isInvalid() {
        String request = modern("tools/list").replace("clientCapabilities", "other");
        assertThat(error(request)).containsEntry("code", -32602L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "logging/setLevel", "initialize"})
    void methodsThatTheNewRevisionRemoved_areUnknownInIt(String method) {
        assertThat(error(modern(method))).containsEntry("code", -32601L);
    }

    @Test
    void list_hasSchemasAndAnnotations() {
        initialize("2025-11-25");
        List<?> tools = (List<?>) result("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}")
                .get("tools");
        assertThat(tools.getFirst().toString())
                .contains("name=say", "inputSchema", "required=[what]", "outputSchema", "readOnlyHint=true");
    }

    @Test
    void failureOfATool_isAResultThatSaysWhatToDo() {
        Map<String, Object> result = result(call("break", "{}", "," + MODERN_META));
        assertThat(result).containsEntry("isError", true);
        assertThat(result.get("content").toString()).contains("It is broken. Mend it.");
        assertThat(result.get("structuredContent").toString()).contains("conflict", "remedy=Mend it.");
    }

    @Test
    void faultOfATool_isAnErrorWithoutATrace() {
        Map<String, Object> error = error(call("fault", "{}", "," + MODERN_META));
        assertThat(error).containsEntry("code", -32603L);
        assertThat(error.toString()).doesNotContain("DispatcherTest");
    }

    @Test
    void unknownTool_isAnErrorThatNamesTheNearest() {
        Map<String, Object> error = error(call("sai", "{}", "," + MODERN_META));
        assertThat(error).containsEntry("code", -32602L).containsEntry("message", "Unknown tool: sai.");
        assertThat(error.toString()).contains("Did you mean \"say\"?");
    }

    @Test
    void readOnly_hidesWhatChangesAndRefusesItWithAReason() {
        Dispatcher readOnly = dispatcher(true);
        assertThat(answer(readOnly, modern("tools/list")).toString())
                .contains("say")
                .doesNotContain("break");
        assertThat(answer(readOnly, call("break", "{}", "," + MODERN_META)).toString())
                .contains("isError=true", "--read-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"what\":5}",
                "{\"what\":null}",
                "{\"wat\":\"x\"}",
                "{}",
                "{\"what\":\"a\",\"more\":true}",
                "{\"what\":[\"a\"]}"
            })
    void wrongArguments_areToldToTheAgent(String arguments) {
        Map<String, Object> result = result(call("say", arguments, "," + MODERN_META));
        assertThat(result).containsEntry("isError", true);
        assertThat(result.get("structuredContent").toString()).contains("invalid-request", "what");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense|-32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1|-32700",
                "[]|-32600",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]|-32600",
                "5|-32600",
                "{}|-32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}|-32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}|-32601"
            })
    void whatIsNoMessage_getsAnErrorWithARemedy(String text, long code) {
        Map<String, Object> error = error(text);
        assertThat(error).containsEntry("code", code);
        assertThat(error.get("data").toString()).contains("remedy=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unheard-of\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":4,\"error\":{\"code\":1,\"message\":\"x\"}}"
            })
    void whatWaitsForNoAnswer_getsNone(String text) throws InterruptedException {
        assertThat(dispatcher.answer(RpcMessage.of(text), conversation)).isEmpty();
    }

    private String initialize(String revision) {
        String text = "{\"jsonrpc\":\"2.0\",\"id\":\"i\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                + revision + "\",\"capabilities\":{},\"clientInfo\":{\"name\":\"old one\",\"version\":\"1\"}}}";
        result(text);
        return text;
    }

    private static String call(String tool, String arguments, String meta) {
        return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments + meta + "}}";
    }

    private static String modern(String method) {
        return "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"" + method + "\",\"params\":{" + MODERN_META + "}}";
    }

    private Map<String, Object> result(String request) {
        Map<String, Object> answer = answer(dispatcher, request);
        assertThat(answer).containsKey("result");
        return Parsed.map(answer.get("result"));
    }

    private Map<String, Object> error(String request) {
        Map<String, Object> answer = answer(dispatcher, request);
        assertThat(answer).containsKey("error");
        return Parsed.map(answer.get("error"));
    }

    /** As it comes over the wire. */
    private Map<String, Object> answer(Dispatcher asked, String request) {
        try {
            Optional<Map<String, Object>> answer = asked.answer(RpcMessage.of(request), conversation);
            String text = JsonWriter.text(answer.orElseThrow());
            assertThat(text).doesNotContain("\n");
            return Parsed.map(JsonReader.parse(text));
        } catch (InterruptedException | JsonException e) {
            throw new AssertionError(e);
        }
    }
}
