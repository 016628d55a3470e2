package dev.velos.structure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.home.VelosVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The version that a user sees is the one that was built. */
class VersionTest {
    private static final Pattern PARENT_VERSION =
            Pattern.compile("<artifactId>velos-parent</artifactId>\\s*<version>([^<]+)</version>");

    @Test
    void versionInTheCode_isThatOfThePom() throws IOException {
        Path pom = Path.of(System.getProperty("basedir")).resolveSibling("pom.xml");
        Matcher version = PARENT_VERSION.matcher(Files.readString(pom));
        assertThat(version.find()).as("a version in %s", pom).isTrue();
        assertThat(VelosVersion.CURRENT).isEqualTo(version.group(1));
    }

    @Test
    void changelog_namesTheVersion() throws IOException {
        Path changelog = Path.of(System.getProperty("basedir")).resolveSibling("CHANGELOG.md");
        assertThat(Files.readString(changelog)).contains("## [" + VelosVersion.CURRENT + "]");
    }
}
