package dev.velos.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VelosVersionTest {
    @Test
    void version_isThatOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String parent = pom.substring(pom.indexOf("<parent>"), pom.indexOf("</parent>"));
        assertThat(parent).contains("<version>" + VelosVersion.CURRENT + "</version>");
    }
}
