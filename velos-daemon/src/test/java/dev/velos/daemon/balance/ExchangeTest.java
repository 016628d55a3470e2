package dev.velos.daemon.balance;

import static dev.velos.daemon.balance.Exchange.Speaker.CLIENT;
import static dev.velos.daemon.balance.Exchange.Speaker.PROGRAM;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Exchange exchange = new Exchange();

    private Exchange client(String text) {
        return say(CLIENT, text);
    }

    private Exchange program(String text) {
        return say(PROGRAM, text);
    }

    private Exchange say(Exchange.Speaker speaker, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        exchange.see(speaker, bytes, bytes.length);
        return exchange;
    }

    @Test
    void nothingSaid_isFresh() {
        assertThat(exchange.isFresh()).isTrue();
        assertThat(exchange.isIdle()).isFalse();
        assertThat(exchange.isAwaited()).isFalse();
    }

    @Test
    void requestWithoutItsAnswer_isAwaited() {
        assertThat(client(GET).isAwaited()).isTrue();
        assertThat(exchange.isIdle()).isFalse();
        assertThat(program("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no").isAwaited())
                .isTrue();
        assertThat(program("k").isIdle()).isTrue();
        assertThat(exchange.isAwaited()).isFalse();
    }

    @Test
    void secondRequest_beginsAnew() {
        client(GET);
        program(OK);
        assertThat(client(GET).isIdle()).isFalse();
        assertThat(program(OK).isIdle()).isTrue();
    }

    @Test
    void bodyOfARequest_belongsToIt() {
        client("POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nab");
        program(OK);
        assertThat(exchange.isIdle())
                .as("an answer before the end of the request")
                .isFalse();
        assertThat(client("cde").isIdle()).isTrue();
    }

    @Test
    void chunks_endWithTheEmptyOneAndItsTrailer() {
        client(GET);
        program("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1");
        assertThat(exchange.isIdle()).isFalse();
        program("0\r\n0123456789abcdef\r\n0\r\n");
        assertThat(exchange.isIdle()).isFalse();
        program("A: b\r\n\r\n");
        assertThat(exchange.isIdle()).isTrue();
    }

    @Test
    void chunkWithWhatLooksLikeTheEnd_isNoEnd() {
        client(GET);
        program("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nx0\r\n\r\n1");
        assertThat(exchange.isIdle()).isFalse();
        assertThat(program("\r\n0\r\n\r\n").isIdle()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified"})
    void answersWithoutBody_areWhole(String status) {
        client(GET);
        assertThat(program("HTTP/1.1 " + status + "\r\nContent-Length: 9\r\n\r\n")
                        .isIdle())
                .isTrue();
    }

    @Test
    void answerToHead_hasNoBody() {
        client("HEAD / HTTP/1.1\r\n\r\n");
        assertThat(program("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n").isIdle())
                .isTrue();
    }

    @Test
    void interimAnswer_isNotTheAnswer() {
        client("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
        assertThat(program("HTTP/1.1 100 Continue\r\n\r\n").isIdle()).isFalse();
        client("x");
        assertThat(exchange.isAwaited()).isTrue();
        assertThat(program(OK).isIdle()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
                "220 smtp\r\n"
            })
    void connectionThatEndsWithItsAnswer_isNeverIdle(String answer) {
        client(GET);
        assertThat(program(answer).isIdle()).isFalse();
    }

    @Test
    void answerUpToTheEndOfTheConnection_isAwaited() {
        client(GET);
        assertThat(program("HTTP/1.1 200 OK\r\n\r\nok").isAwaited()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET + GET,
                "CONNECT a:1 HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET / HT",
                "*1\r\n$4\r\nPING\r\n",
                "GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n"
            })
    void whatIsNotUnderstood_isNeverIdle(String request) {
        client(request);
        assertThat(program(OK).isIdle()).isFalse();
        client(GET);
        assertThat(program(OK).isIdle()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                "HEAD / HTTP/1.1\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"
            })
    void requestThatOnlyReads_mayBePutToAnotherProgram_untilThisOneSpeaks(String request) {
        assertThat(client(request).isRepeatable()).isTrue();
        assertThat(exchange.request()).isEqualTo(request.getBytes(ISO_8859_1));
        assertThat(program("H").isRepeatable()).isFalse();
        assertThat(exchange.request()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                "DELETE / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab",
                "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                GET + GET,
                "GET / HT",
                "*1\r\n$4\r\nPING\r\n"
            })
    void otherRequests_arePutToNobodyElse(String request) {
        assertThat(client(request).isRepeatable()).isFalse();
    }

    @Test
    void requestIsRepeatedOnce_andTheNextOneAgainOnce() {
        exchange.repeats();
        assertThat(client(GET).isRepeatable()).isFalse();
        program(OK);
        assertThat(client("HEAD /2 HTTP/1.1\r\n\r\n").isRepeatable()).isTrue();
        assertThat(new String(exchange.request(), ISO_8859_1)).isEqualTo("HEAD /2 HTTP/1.1\r\n\r\n");
    }

    @Test
    void longRequest_isNotKept() {
        assertThat(client("GET /" + "a".repeat(4096) + " HTTP/1.1\r\n\r\n").isRepeatable())
                .isFalse();
    }

    @Test
    void connectionOnWhichNothingWasSaid_mayGoToAnotherProgram() {
        assertThat(exchange.isRepeatable()).isTrue();
        assertThat(exchange.request()).isEmpty();
    }

    @Test
    void ofAnUnknownProtocol_whoSpokeLastCounts() {
        client("PING\r\n");
        assertThat(exchange.isAwaited()).isTrue();
        assertThat(program("PONG\r\n").isAwaited()).isFalse();
    }

    @Test
    void bytesThatPass_count() {
        client(GET);
        program("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        assertThat(exchange.unseen(PROGRAM)).isEqualTo(100_000);
        exchange.pass(PROGRAM, 65_536);
        assertThat(exchange.isIdle()).isFalse();
        exchange.pass(PROGRAM, 34_464);
        assertThat(exchange.isIdle()).isTrue();
        assertThat(exchange.unseen(PROGRAM)).isZero();
    }

    @Test
    void anyCut_givesTheSameOrNothing() {
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n";
        int head = answer.indexOf("\r\n\r\n") + 4;
        for (int cut = head; cut < answer.length(); cut++) {
            Exchange fresh = new Exchange();
            byte[] request = GET.getBytes(ISO_8859_1);
            fresh.see(CLIENT, request, request.length);
            byte[] first = answer.substring(0, cut).getBytes(ISO_8859_1);
            byte[] second = answer.substring(cut).getBytes(ISO_8859_1);
            fresh.see(PROGRAM, first, first.length);
            assertThat(fresh.isIdle()).as("cut at " + cut).isFalse();
            fresh.see(PROGRAM, second, second.length);
            assertThat(fresh.isIdle()).as("cut at " + cut).isTrue();
        }
    }

    @Test
    void randomBytes_areNoError() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            Exchange any = new Exchange();
            byte[] bytes = new byte[1 + random.nextInt(60)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) "GET /HTP1.0\r\n: content-lghar\0".charAt(random.nextInt(29));
            }
            any.see(random.nextBoolean() ? CLIENT : PROGRAM, bytes, bytes.length);
            assertThat(any.isIdle()).isFalse();
        }
    }
}
