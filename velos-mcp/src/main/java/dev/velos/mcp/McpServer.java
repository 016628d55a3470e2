package dev.velos.mcp;

import dev.velos.client.DaemonLauncher;
import dev.velos.mcp.config.ConfigTools;
import dev.velos.mcp.logs.LogTools;
import dev.velos.mcp.process.Fleet;
import dev.velos.mcp.process.ProcessTools;
import dev.velos.mcp.resource.Prompts;
import dev.velos.mcp.resource.Resources;
import dev.velos.mcp.rpc.Dispatcher;
import dev.velos.mcp.rpc.ToolMethods;
import dev.velos.mcp.tool.Tool;
import dev.velos.mcp.tool.ToolTable;
import dev.velos.mcp.transport.StdioTransport;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What stands behind {@code velos mcp-server}. */
public final class McpServer {
    private static final String INSTRUCTIONS =
            "Velos keeps programs running. Begin with health_check or process_list; log_summary and process_info"
                    + " tell why one is down. \"name\" takes a name, id, api:0, @namespace, web-* or all. A long answer ends with a"
                    + " cursor: repeat the call with it.";

    private static final int SESSION_DIGITS = 6;

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
        new StdioTransport(
                        dispatcher(), new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out))
                .serve();
    }

    private Dispatcher dispatcher() {
        List<Tool> tools = new ArrayList<>(ProcessTools.of(fleet));
        tools.addAll(LogTools.of(fleet));
        tools.addAll(ConfigTools.of(fleet));
        ToolTable table = ToolTable.of(tools, options.access().isReadOnly(), options.maxTokens());
        return new Dispatcher(
                List.of(ToolMethods.of(table), Resources.of(table), Prompts.capability()), INSTRUCTIONS, session());
    }

    /** Short, since it is read by people; it is no secret. */
    private static String session() {
        return "s" + HexFormat.of().toHexDigits(new Random().nextInt(), SESSION_DIGITS);
    }
}
