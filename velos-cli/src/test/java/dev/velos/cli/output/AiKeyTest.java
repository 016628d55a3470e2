package dev.velos.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AiKeyTest {
    private static final Path PAGE = Path.of("..", "docs", "agents.md");

    @Test
    void theDocumentationTellsExactlyTheKeysThatThereAre() throws Exception {
        List<String> rows = Stream.of(AiKey.values()).map(AiKey::row).toList();
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("| key |"), page.indexOf("<!-- end of keys -->"));

        assertThat(table.lines().skip(2).filter(line -> !line.isBlank())).containsExactlyElementsOf(rows);
    }

    @Test
    void noTwoFactsShareAKey() {
        assertThat(Stream.of(AiKey.values()).map(AiKey::brief)).doesNotHaveDuplicates();
        assertThat(Stream.of(AiKey.values()).map(AiKey::json)).doesNotHaveDuplicates();
    }
}
