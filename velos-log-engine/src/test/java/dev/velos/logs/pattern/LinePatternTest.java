package dev.velos.logs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.velos.logs.pattern.LinePattern.LetterCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinePatternTest {
    private static final String[] ATOMS = {
        "a", "b", "c", "ab", "bc", "abc", ".", "[ab]", "[^a]", "\\w", "\\d", "\\s", "\\b", "\\B", "^", "$", "é",
        "[é-ü]", "\\W", "[^é]", "ö", " ", "0", "(?:)", "A"
    };
    private static final String[] TEXT = {"a", "b", "c", " ", "0", "é", "ö", "A", "B", "ab", "abc", "_"};

    /** Whatever java.util.regex says of a line is right. */
    @Test
    void randomPatterns_matchTheSameLinesAsTheJdks() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            String pattern = pattern(random, 3);
            boolean anyCase = random.nextBoolean();
            Pattern expected = Pattern.compile(
                    pattern.replace("$", "\\z").replace("^", "\\A").replace("[\\A", "[^"),
                    anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
            LineMatcher actual = LinePattern.of(pattern, anyCase ? LetterCase.ANY : LetterCase.EXACT)
                    .matcher();
            for (int i = 0; i < 10; i++) {
                String line = text(random);
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                boolean found = actual.matches(bytes, 0, bytes.length);
                assertThat(found)
                        .as("seed %d: \"%s\" in \"%s\", any case: %s", seed, pattern, line, anyCase)
                        .isEqualTo(find(expected, line).orElse(found));
            }
        }
    }

    /** Nothing where the JDK's search tries more ways than can be waited for, as it does now and then. */
    private static Optional<Boolean> find(Pattern pattern, String line) {
        try {
            return Optional.of(pattern.matcher(new Watched(line)).find());
        } catch (Watched.LostInAttempts e) {
            return Optional.empty();
        }
    }

    /** A text at which can be looked so many times. */
    private static final class Watched implements CharSequence {
        private static final int MOST_LOOKS = 1_000_000;

        private final String text;
        private int looks;

        Watched(String text) {
            this.text = text;
        }

        static final class LostInAttempts extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new LostInAttempts();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return text.substring(from, to);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void find_tellsThePlaceInTheFirstLineThatMatches() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            String pattern = pattern(random, 2);
            LineMatcher matcher = LinePattern.of(pattern, LetterCase.EXACT).matcher();
            String text = text(random) + "\n" + text(random) + "\n\n" + text(random);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int place = matcher.find(bytes, 0, bytes.length);
            int expected = firstLine(matcher, text);
            int found = place < 0
                    ? -1
                    : (int) new String(bytes, 0, place, StandardCharsets.UTF_8)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            assertThat(found)
                    .as("seed %d: \"%s\" in \"%s\"", seed, pattern, text)
                    .isEqualTo(expected);
        }
    }

    private static int firstLine(LineMatcher matcher, String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            byte[] bytes = lines[i].getBytes(StandardCharsets.UTF_8);
            if (matcher.matches(bytes, 0, bytes.length)) {
                return i;
            }
        }
        return -1;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    (a+)+$ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab
                    (.*x){12}y xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                    (a|aa)+b aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                    (a|b)*a(a|b){20}c abababababaabbabababaababababbabababababababababaabbb
                    """)
    void catastrophicPattern_endsAsAnyOther(String pattern, String text) {
        byte[] bytes = text.repeat(20_000).getBytes(StandardCharsets.UTF_8);
        assertThat(LinePattern.of(pattern, LetterCase.EXACT).matcher().matches(bytes, 0, bytes.length))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
                    a(b 1
                    a)b 1
                    *a 0
                    a[b 1
                    [b-a] 1
                    a{3,1} 1
                    a{2000} 1
                    (?=a) 0
                    (a)\\1 3
                    a\\ 1
                    \\p{Klingon} 0
                    (?x)a 2
                    [[:wrong:]] 1
                    a++ 1
                    \\y 0
                    """)
    void invalidPattern_tellsWhere(String pattern, int position) {
        assertThatThrownBy(() -> LinePattern.of(pattern, LetterCase.EXACT))
                .isInstanceOfSatisfying(
                        InvalidPattern.class,
                        problem -> assertThat(problem.position()).isEqualTo(position));
    }

    @Test
    void patternThatGrowsBeyondBounds_isRefused() {
        assertThatThrownBy(() -> LinePattern.of("((a{1000}){1000}){1000}", LetterCase.EXACT))
                .isInstanceOf(InvalidPattern.class)
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> LinePattern.of("(".repeat(5_000), LetterCase.EXACT))
                .isInstanceOf(InvalidPattern.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.*b", "[^x]+b$", "^a", "b$"})
    void badBytes_doNotKeepALineFromMatching(String pattern) {
        byte[] bytes = {'a', (byte) 0xff, (byte) 0xc3, (byte) 0x80, (byte) 0x80, 'b'};
        assertThat(LinePattern.of(pattern, LetterCase.EXACT).matcher().matches(bytes, 0, bytes.length))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "(?i)econn\\w+,ECONNREFUSED",
        "\\Qa.b\\E,a.b",
        "x{,a x{ b",
        "[]a],]",
        "[a-],-",
        "\\x41\\x{e9}\\u00e9,Aéé"
    })
    void syntax_isAsElsewhere(String pattern, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(LinePattern.of(pattern, LetterCase.EXACT).matcher().matches(bytes, 0, bytes.length))
                .isTrue();
    }

    @Test
    void literalInAnyCase_isFoundAtEveryPlace() {
        LineMatcher matcher = LinePattern.of("Timeout-9", LetterCase.ANY).matcher();
        for (int before = 0; before < 40; before++) {
            byte[] bytes =
                    (".".repeat(before) + "tIMEOUT-9" + ".".repeat(before % 11)).getBytes(StandardCharsets.UTF_8);
            assertThat(matcher.find(bytes, 0, bytes.length)).isEqualTo(before);
        }
    }

    /** Enough of them for the search to choose a byte that is rare among these. */
    @Test
    void literalAmongBytesBeyondAscii_isFoundWhereItStands() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] literal = "DCE".getBytes(StandardCharsets.UTF_8);
        byte[] near = {'C', 'E', 'F', (byte) 0x80, (byte) 0x81, (byte) 0xc4, (byte) 0xc5, (byte) 0xff, 0};
        byte[] bytes = new byte[200_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = near[random.nextInt(near.length)];
        }
        List<Integer> places = new ArrayList<>();
        for (int at = random.nextInt(1000); at + 3 <= bytes.length; at += 300 + random.nextInt(3000)) {
            System.arraycopy(literal, 0, bytes, at, 3);
            places.add(at);
        }
        LineMatcher matcher = LinePattern.of("DCE", LetterCase.EXACT).matcher();
        List<Integer> found = new ArrayList<>();
        for (int at = matcher.find(bytes, 0, bytes.length); at >= 0; at = matcher.find(bytes, at + 1, bytes.length)) {
            found.add(at);
        }
        assertThat(found).as("seed %d", seed).isEqualTo(places);
    }

    /** Of few different bytes, so that hits and what is nearly one stand at every distance from each other and the ends. */
    @Test
    void randomLiteral_isFoundAsByLookingAtEveryPlace() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            String rare = random.nextBoolean() ? "" : "Q";
            String literal = letters(random, 1 + random.nextInt(20)) + rare + letters(random, 1 + random.nextInt(4));
            byte[] bytes = letters(random, 40_000).getBytes(StandardCharsets.UTF_8);
            for (int hits = random.nextInt(30); hits > 0; hits--) {
                String near = random.nextBoolean() ? literal : literal.substring(1) + "Q";
                byte[] put = near.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(put, 0, bytes, random.nextInt(bytes.length - put.length + 1), put.length);
            }
            boolean anyCase = random.nextBoolean();
            LineMatcher matcher = LinePattern.of(literal, anyCase ? LetterCase.ANY : LetterCase.EXACT)
                    .matcher();
            String text = new String(bytes, StandardCharsets.UTF_8);
            String plain = anyCase ? text.toLowerCase(Locale.ROOT) : text;
            String wanted = anyCase ? literal.toLowerCase(Locale.ROOT) : literal;
            int from = 0;
            int to = bytes.length; // a whole text first, by which the search chooses its byte
            for (int look = 0; look < 100; look++) {
                int expected = plain.substring(0, to).indexOf(wanted, from);
                assertThat(matcher.find(bytes, from, to))
                        .as("%s from %d to %d, seed %d", literal, from, to, seed)
                        .isEqualTo(expected);
                from = expected >= 0 && random.nextBoolean() ? expected + 1 : random.nextInt(bytes.length);
                to = Math.min(bytes.length, from + random.nextInt(random.nextBoolean() ? 200 : 40_000));
            }
        }
    }

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder();
        while (letters.length() < length) {
            letters.append("abAB".charAt(random.nextInt(4)));
        }
        return letters.toString();
    }

    private static String pattern(Random random, int depth) {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            pattern.append(piece(random, depth));
        }
        return pattern.toString();
    }

    private static String piece(Random random, int depth) {
        return switch (depth == 0 ? 9 : random.nextInt(10)) {
            case 0 -> "(" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
            case 1 -> "(" + pattern(random, depth - 1) + ")*";
            case 2 -> "(?:" + pattern(random, depth - 1) + ")+?";
            case 3 -> "(" + pattern(random, depth - 1) + ")?";
            case 4 -> "(" + pattern(random, depth - 1) + "){1,3}";
            default -> ATOMS[random.nextInt(ATOMS.length)];
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(TEXT[random.nextInt(TEXT.length)]);
        }
        return text.toString();
    }
}
