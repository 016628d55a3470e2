package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameGlobTest {
    @ParameterizedTest
    @CsvSource({
        "web-*,web-1",
        "web-*,web-",
        "*,anything",
        "*-api,shop-api",
        "a*b*c,aXbYbZc",
        "w?b,web",
        "web:*,web:12",
        "**,''",
    })
    void pattern_fits(String pattern, String text) {
        assertThat(NameGlob.matches(pattern, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"web-*,web", "web-*,xweb-1", "*-api,api", "w?b,wb", "?,''", "a*b,abc", "web,webs", "web.1,web-1"})
    void pattern_doesNotFit(String pattern, String text) {
        assertThat(NameGlob.matches(pattern, text)).isFalse();
    }

    @Test
    void manyStars_takeNoLongerThanTheyMust() {
        assertThat(NameGlob.matches("*a".repeat(500) + "b", "a".repeat(20_000))).isFalse();
    }

    @Test
    void plainWord_isNoPattern() {
        assertThat(NameGlob.isPattern("web-1.api_x:3")).isFalse();
        assertThat(NameGlob.isPattern("web-?")).isTrue();
    }
}
