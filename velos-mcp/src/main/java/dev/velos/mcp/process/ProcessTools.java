package dev.velos.mcp.process;

import dev.velos.mcp.tool.Tool;
import java.util.List;

/** The tools about processes, in the order of the list. */
public final class ProcessTools {
    private ProcessTools() {}

    public static List<Tool> of(Fleet fleet) {
        ActionTools actions = new ActionTools(fleet);
        return List.of(
                new ListTool(fleet).tool(),
                new StartTool(fleet).tool(),
                actions.stop(),
                actions.restart(),
                actions.delete(),
                actions.scale(),
                new InfoTool(fleet).tool(),
                new WaitTool(fleet).tool(),
                new HealthTool(fleet).tool(),
                new MetricsTool(fleet).tool());
    }
}
