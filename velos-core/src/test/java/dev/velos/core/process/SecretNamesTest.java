package dev.velos.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretNamesTest {
    @ParameterizedTest
    @CsvSource({
        "API_KEY, true",
        "api_key, true",
        "KEY, false",
        "KEY_ID, false",
        "GITHUB_TOKEN, true",
        "DB_PASSWORD_FILE, true",
        "PASSWORDS, true",
        "SECRET, true",
        "PATH, false"
    })
    void usualNamesOfSecrets_areKnown(String name, boolean secret) {
        assertThat(SecretNames.DEFAULT.isSecret(name)).isEqualTo(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "a*c, ABC, true",
        "a*c, AC, true",
        "a*c, ACB, false",
        "*, X, true",
        "a**b*c, AXBXXBC, true",
        "abc, abc, true",
        "abc, abcd, false",
        "*a*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaa, false"
    })
    void star_standsForAnyCharacters(String pattern, String name, boolean fits) {
        assertThat(new SecretNames(List.of(pattern)).isSecret(name)).isEqualTo(fits);
    }
}
