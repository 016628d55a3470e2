package dev.velos.mcp;

import dev.velos.client.DaemonLauncher;
import dev.velos.mcp.config.ConfigTools;
import dev.velos.mcp.http.Gate;
import dev.velos.mcp.http.HttpTransport;
import dev.velos.mcp.logs.LogTools;
import dev.velos.mcp.news.Newsroom;
import dev.velos.mcp.news.Subscriptions;
import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.process.ProcessTools;
import dev.velos.mcp.resource.Prompts;
import dev.velos.mcp.resource.Resources;
import dev.velos.mcp.rpc.Dispatcher;
import dev.velos.mcp.rpc.SessionName;
import dev.velos.mcp.rpc.ToolMethods;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolTable;
import dev.velos.mcp.transport.StdioTransport;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands behind {@code velos mcp-server}. */
public final class McpServer {
    private static final String INSTRUCTIONS =
            "Velos keeps programs running. Begin with health_check or process_list; log_summary and process_info"
                    + " tell why one is down. \"name\" takes a name, id, api:0, @namespace, web-* or all. A long answer ends with a"
                    + " cursor: repeat the call with it.";

    private final McpOptions options;
    private final Fleet fleet;

    private McpServer(McpOptions options, Fleet fleet) {
        this.options = options;
        this.fleet = fleet;
    }

    /**
     * A server for the daemon that this launcher finds.
     *
     * @param environment that started processes inherit
     * @param cwd where relative paths begin
     */
    public static McpServer of(McpOptions options, DaemonLauncher launcher, Map<String, String> environment, Path cwd) {
        return new McpServer(options, new Fleet(launcher, environment, cwd, options.access(), options.secrets()));
    }

    /** Serves one client over standard input and output, until it closes its end. */
    public void serveStdio() throws InterruptedException {
        Newsroom newsroom = new Newsroom(fleet);
        new StdioTransport(
                        dispatcher(newsroom),
                        newsroom,
                        SessionName.any(),
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out))
                .serve();
    }

    /**
     * Serves any number of clients at that address.
     *
     * @throws IOException where it cannot be had
     */
    public HttpTransport serveHttp(InetSocketAddress address, Gate gate) throws IOException {
        Newsroom newsroom = new Newsroom(fleet);
        return HttpTransport.open(address, gate, dispatcher(newsroom), newsroom);
    }

    private Dispatcher dispatcher(Newsroom newsroom) {
        List<Tool> tools = new ArrayList<>(ProcessTools.of(fleet));
        tools.addAll(LogTools.of(fleet));
        tools.addAll(ConfigTools.of(fleet));
        ToolTable table = ToolTable.of(tools, options.access().isReadOnly(), options.maxTokens());
        return new Dispatcher(
                List.of(
                        ToolMethods.of(table, newsroom),
                        Resources.of(table, fleet),
                        Subscriptions.of(newsroom),
                        Subscriptions.logging(newsroom),
                        Prompts.capability()),
                INSTRUCTIONS);
    }
}
