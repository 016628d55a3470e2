package dev.velos.cli.foreign;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML as maps, lists, texts, numbers and booleans. */
final class YamlText {
    private YamlText() {}

    /** @throws dev.velos.core.failure.VelosException where it is no YAML */
    static Object parse(String text, String source) {
        try {
            Object value = new Load(LoadSettings.builder().setLabel(source).build()).loadFromString(text);
            return value == null ? Map.of() : value;
        } catch (YamlEngineException e) {
            throw ForeignProblem.of(source + " is not YAML: " + e.getMessage().replace('\n', ' ') + ".", "Correct it.");
        }
    }
}
