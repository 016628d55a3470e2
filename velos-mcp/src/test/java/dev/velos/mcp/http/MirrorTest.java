package dev.velos.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.mcp.rpc.RpcMessage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MirrorTest {
    private static final String VERSION = "2026-07-28";
    private static final Map<String, Object> META = Map.of(
            "io.modelcontextprotocol/protocolVersion", VERSION, "io.modelcontextprotocol/clientCapabilities", Map.of());

    private static final RpcMessage.Request CALL =
            new RpcMessage.Request(1L, "tools/call", Map.of("name", "caf\u00e9", "_meta", META));

    @Test
    void headersThatRepeatTheMessage_areRight() {
        assertThat(isRefused(CALL, headers("=?base64?Y2Fmw6k=?="))).isFalse();
        RpcMessage.Request list = new RpcMessage.Request(1L, "tools/list", Map.of("_meta", META));
        assertThat(isRefused(list, Map.of("MCP-Protocol-Version", VERSION, "Mcp-Method", "tools/list")))
                .isFalse();
    }

    @Test
    void headerThatIsMissingOrDiffers_isToldApart() {
        for (String name : new String[] {"MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"}) {
            Map<String, String> headers = new HashMap<>(headers("=?base64?Y2Fmw6k=?="));
            headers.put(name, "other");
            assertThat(isRefused(CALL, headers)).as(name).isTrue();
            headers.remove(name);
            assertThat(isRefused(CALL, headers)).as(name).isTrue();
        }
        for (String name : new String[] {"=?base64?!?=", "=?base64?=", "=?base64??="}) {
            assertThat(isRefused(CALL, headers(name))).as(name).isTrue();
        }
    }

    @Test
    void requestOfTheOldEra_isKnown() {
        RpcMessage.Request ping = new RpcMessage.Request(1L, "ping", Map.of());
        assertThat(new Mirror(Map.of("MCP-Protocol-Version", "2025-11-25")::get).isModern(ping))
                .isFalse();
        assertThat(new Mirror(_ -> null).isModern(ping)).isFalse();
        assertThat(new Mirror(Map.of("MCP-Protocol-Version", VERSION)::get).isModern(ping))
                .isTrue();
        assertThat(new Mirror(_ -> null).isModern(CALL)).isTrue();
    }

    private static Map<String, String> headers(String name) {
        return Map.of("MCP-Protocol-Version", VERSION, "Mcp-Method", "tools/call", "Mcp-Name", name);
    }

    private static boolean isRefused(RpcMessage.Request request, Map<String, String> headers) {
        return new Mirror(headers::get).problem(request).isPresent();
    }
}
