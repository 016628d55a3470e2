package dev.velos.core.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.core.failure.VelosException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "4096B, 4096",
        "1K, 1024",
        "1k, 1024",
        "150M, 157286400",
        "150MB, 157286400",
        "150MiB, 157286400",
        "1G, 1073741824",
        "2T, 2199023255552",
        "8388607T, 9223370937343148032",
        "9223372036854775807, 9223372036854775807"
    })
    void size_isRead(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "1.5G", "-1M", "+1", "1 M", " 1M", "1X", "1MX", "1BB", "1iB", "1M1K", "\u0661M"})
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(VelosException.class)
                .hasMessage("\"" + text + "\" is not a size."
                        + " Write a whole number of bytes, or with K, M, G or T, such as 512K, 150M or 1G.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8388608T", "9223372036854775808", "99999999999999999999999999999999G"})
    void tooLarge_isRefused(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).hasMessageEndingWith("is too large. Use less than 8388608T.");
    }

    @Test
    void negative_isRefused() {
        assertThatThrownBy(() -> new ByteSize(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void text_isShortAndReadBack() {
        assertThat(new ByteSize(0).text()).isEqualTo("0");
        assertThat(new ByteSize(1025).text()).isEqualTo("1025");
        assertThat(new ByteSize(64L << 20).text()).isEqualTo("64M");
        assertThat(new ByteSize(1L << 50).text()).isEqualTo("1024T");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            ByteSize size = new ByteSize(random.nextLong(1L << 20) << random.nextInt(43));
            assertThat(ByteSize.parse(size.text())).as("seed " + seed).isEqualTo(size);
        }
    }

    @Test
    void sizes_areOrdered() {
        assertThat(new ByteSize(1)).isLessThan(new ByteSize(2)).isEqualByComparingTo(new ByteSize(1));
    }
}
