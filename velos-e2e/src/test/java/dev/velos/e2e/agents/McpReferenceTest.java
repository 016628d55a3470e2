package dev.velos.e2e.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.protocol.Fields;
import dev.velos.e2e.fixture.McpClient;
import dev.velos.e2e.fixture.VelosFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reference of the tools in docs/agents.md is what the server lists; {@code make docs} writes it anew. */
class McpReferenceTest {
    private static final String BEGIN = "<!-- tools -->\n";
    private static final String END = "<!-- end of tools -->";

    @RegisterExtension
    final VelosFixture velos = new VelosFixture();

    @Test
    void documentationTellsTheToolsAsTheServerListsThem() throws Exception {
        Path page = VelosFixture.sources().resolve("docs/agents.md");
        String text = Files.readString(page);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        String reference =
                reference(McpClient.open(velos).request("tools/list", "{}").list("tools"));
        if (Boolean.getBoolean("velos.docs.write")) {
            Files.writeString(page, text.substring(0, from) + reference + text.substring(to));
        } else {
            assertThat(text.substring(from, to)).as("\"make docs\" mends it").isEqualTo(reference);
        }
    }

    private static String reference(List<Fields> tools) {
        StringBuilder text = new StringBuilder();
        for (Fields tool : tools) {
            text.append("#### ").append(tool.text("name")).append("\n\n");
            text.append(tool.text("description"))
                    .append(hints(tool.fields("annotations")))
                    .append("\n\n");
            Fields input = tool.fields("inputSchema");
            List<String> required = input.has("required") ? input.texts("required") : List.of();
            for (Map.Entry<String, Object> param :
                    input.fields("properties").asMap().entrySet()) {
                text.append(line(param.getKey(), (Fields) param.getValue(), required.contains(param.getKey())));
            }
            text.append("\nGives ")
                    .append(String.join(", ", names(tool.fields("outputSchema").fields("properties"))))
                    .append(".\n\n");
        }
        return text.toString();
    }

    private static String hints(Fields annotations) {
        return annotations.flag("readOnlyHint", false)
                ? " (reads only)"
                : annotations.flag("destructiveHint", false) ? " (interrupts or removes)" : " (adds)";
    }

    private static String line(String name, Fields schema, boolean isRequired) {
        String choices = schema.has("enum") ? ", one of " + String.join(", ", schema.texts("enum")) : "";
        String description =
                schema.optionalText("description").map(it -> ": " + it).orElse("");
        return "- `" + name + "` (" + schema.text("type") + (isRequired ? ", required" : "") + choices + ")"
                + description + "\n";
    }

    private static List<String> names(Fields properties) {
        List<String> names = new ArrayList<>();
        properties.asMap().keySet().forEach(name -> names.add("`" + name + "`"));
        return names;
    }
}
