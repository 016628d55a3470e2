package dev.velos.cli.command;

import dev.velos.cli.output.Screen;
import dev.velos.config.Settings;
import dev.velos.core.failure.Failure;
import dev.velos.mcp.McpServer;
import dev.velos.mcp.http.Gate;
import dev.velos.mcp.http.HttpTransport;
import dev.velos.mcp.http.Token;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code velos mcp-server --port}: where it listens, and whom it lets in. */
record McpHttp(InetSocketAddress address, Gate gate) {
    static final String PORT = "--port";
    static final String HOST = "--host";
    static final String HOSTS = "--hosts";
    static final String TOKEN_FILE = "--token-file";
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int MOST_PORT = 65_535;

    /** Nothing where it is not asked for. */
    static Optional<McpHttp> of(Arguments arguments, Invocation invocation, Settings settings) {
        if (!arguments.has(PORT)) {
            requireNone(arguments);
            return Optional.empty();
        }
        String host = arguments.text(HOST).orElse(DEFAULT_HOST);
        InetSocketAddress address = new InetSocketAddress(host, McpServerCommand.number(PORT, arguments, 0, MOST_PORT));
        if (address.isUnresolved()) {
            throw new UsageException(
                    HOST + " " + host + " is no address of this machine.", "Write one, such as 127.0.0.1 or 0.0.0.0.");
        }
        Optional<Token> token = new McpToken(arguments, invocation, settings).read();
        if (token.isEmpty() && !address.getAddress().isLoopbackAddress()) {
            throw new UsageException(
                    "Whoever reaches " + host + " could do with the processes what they like.",
                    "Give a token, by " + TOKEN_FILE + ", token_file under [mcp] in config.toml or VELOS_MCP_TOKEN.");
        }
        List<String> names = new ArrayList<>(McpServerCommand.list(HOSTS, arguments));
        names.add(host);
        return Optional.of(new McpHttp(address, new Gate(names, token)));
    }

    private static void requireNone(Arguments arguments) {
        for (String option : List.of(HOST, HOSTS, TOKEN_FILE)) {
            if (arguments.has(option)) {
                throw new UsageException(
                        option + " is for serving over HTTP.", "Add " + PORT + " and a number, or leave it out.");
            }
        }
    }

    /** Until this program is told to end. */
    void serve(McpServer server, Screen screen) throws InterruptedException {
        announced(server, screen).awaitEnd();
    }

    /** One that serves, and has said where. */
    HttpTransport announced(McpServer server, Screen screen) {
        HttpTransport transport = open(server);
        Runtime.getRuntime().addShutdownHook(new Thread(transport::stop, "stop"));
        String host = address.getAddress().getHostAddress();
        screen.err()
                .line("velos: Agents are served at http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                        + transport.port() + HttpTransport.PATH
                        + (gate.token().isPresent() ? ", with the token." : "."));
        screen.err().flush();
        return transport;
    }

    private HttpTransport open(McpServer server) {
        try {
            return server.serveHttp(address, gate);
        } catch (IOException e) {
            throw Failure.unavailable(
                            "Nothing can be served at " + address.getHostString() + ":" + address.getPort() + ": "
                                    + e.getMessage() + ".",
                            "Choose another port; 0 takes one that is free.")
                    .asException();
        }
    }
}
