package dev.velos.mcp.resource;

import dev.velos.mcp.rpc.Ask;
import dev.velos.mcp.rpc.Capability;
import dev.velos.mcp.rpc.RpcError;
import dev.velos.mcp.rpc.RpcException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a user may ask an agent for with one word. */
public final class Prompts {
    /** @param text with {@code %s} for the name of the process */
    private record Prompt(String name, String description, String text) {
        Map<String, Object> listed() {
            Map<String, Object> listed = new LinkedHashMap<>();
            listed.put("name", name);
            listed.put("description", description);
            listed.put("arguments", List.of(Map.of("name", PROCESS, "description", "its name", "required", true)));
            return listed;
        }
    }

    private static final String PROCESS = "process";

    private static final List<Prompt> ALL = List.of(
            new Prompt(
                    "diagnose",
                    "Diagnose a process",
                    "Find out how the process \"%s\" is doing and what is wrong with it. Call process_info, whose \"why\" lines"
                            + " tell the likely cause, the last error and what to try, and log_summary; where that is not enough,"
                            + " look at an error with log_search and some context. Then say in a few sentences what is wrong,"
                            + " what the evidence is, and what to do. Change nothing yet."),
            new Prompt(
                    "why-restarted",
                    "Why did it restart?",
                    "Find out why the process \"%s\" was restarted last. process_info tells the last exits with their"
                            + " reasons and times, in its \"why\" lines the likely cause, and in \"done\" what was done to it from"
                            + " outside; where that leaves a doubt, read the log from a minute before the last end with log_read"
                            + " and since."
                            + " Then say what ended it: the program itself, somebody, or Velos (memory, watch, schedule)."));

    private Prompts() {}

    public static Capability capability() {
        return Capability.of("prompts", Map.of("prompts/list", Prompts::list, "prompts/get", Prompts::get));
    }

    private static Map<String, Object> list(Ask ask) throws RpcException {
        ask.requireNoCursor();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("prompts", ALL.stream().map(Prompt::listed).toList());
        return result;
    }

    private static Map<String, Object> get(Ask ask) throws RpcException {
        String name = ask.text("name");
        Prompt prompt = ALL.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RpcError.invalidParams(
                                "There is no prompt \"" + name + "\".", "prompts/list tells which there are.")
                        .asException());
        if (!(ask.object("arguments").get(PROCESS) instanceof String process) || process.isBlank()) {
            throw RpcError.invalidParams(
                            "The prompt \"" + name + "\" needs the argument \"" + PROCESS + "\".", "Name a process.")
                    .asException();
        }
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("type", "text");
        text.put("text", prompt.text().replace("%s", process));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("description", prompt.description());
        result.put("messages", List.of(Map.of("role", "user", "content", text)));
        return result;
    }
}
