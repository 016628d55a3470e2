package dev.velos.logs.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.velos.core.process.LogAnalysis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownPatternsTest {
    private final KnownPatterns known = new KnownPatterns(LogAnalysis.DEFAULT);

    @Test
    void aMessageThatDiffersInValuesOnly_isNewOnce() {
        assertThat(learn("Connection to 10.0.0.1:80 refused", "Connection to 10.0.0.2:81 refused"))
                .containsExactly("Connection to <ip> refused");
    }

    @Test
    void aMessageThatDiffersInAWord_isNew() {
        assertThat(learn("Connection to 10.0.0.1 refused", "Connection to 10.0.0.1 reset"))
                .containsExactly("Connection to <ip> refused", "Connection to <ip> reset");
    }

    @Test
    void aWordThatVaries_isTakenForAValueFromTheFourthOn() {
        assertThat(learn(
                        "user anna was not found in realm",
                        "user bert was not found in realm",
                        "user carl was not found in realm",
                        "user dora was not found in realm",
                        "user emil was not found in realm"))
                .containsExactly(
                        "user anna was not found in realm",
                        "user bert was not found in realm",
                        "user carl was not found in realm");
    }

    @Test
    void shortMessagesOfOneWord_areNeverTakenForOne() {
        List<String> errors = List.of("Error: boom", "Error: crash", "Error: fire", "Error: flood", "Error: frost");

        assertThat(learn(errors.toArray(String[]::new))).isEqualTo(errors);
    }

    @Test
    void whatWasSaved_isKnownAgain() {
        learn("disk 7 failed at 12:00:01", "order 17 is lost");
        KnownPatterns next = new KnownPatterns(LogAnalysis.DEFAULT);

        assertThat(known.saved()).allMatch(next::restore);

        assertThat(learn(next, "disk 9 failed at 12:00:02", "order 18 is lost")).isEmpty();
        assertThat(next.saved()).isEqualTo(known.saved());
    }

    @Test
    void whatIsNoSavedPattern_isRefused() {
        assertThat(known.restore("%%")).isFalse();
        assertThat(known.restore("YWJj")).isFalse();
    }

    @Test
    void onlySoManyAreKnown_andThoseNotMetForLongestGo() {
        learn("the first of all");
        for (int i = 0; i < KnownPatterns.MAX - 1; i++) {
            learn("w".repeat(i + 1) + " " + "v".repeat(i + 1));
        }
        learn("the first of all", "and one more than there is room for");

        assertThat(known.saved()).hasSize(KnownPatterns.MAX);
        assertThat(learn("the first of all")).isEmpty();
        assertThat(learn("w v")).containsExactly("w v");
    }

    @Test
    void masksOfTheUser_count() {
        KnownPatterns own = new KnownPatterns(LogAnalysis.DEFAULT.withMasks(Map.of("order", "[a-z]+-order")));

        assertThat(learn(own, "lost blue-order today", "lost red-order today")).containsExactly("lost <order> today");
    }

    private List<String> learn(String... messages) {
        return learn(known, messages);
    }

    private static List<String> learn(KnownPatterns patterns, String... messages) {
        List<String> fresh = new ArrayList<>();
        for (String message : messages) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            patterns.learn(bytes, 0, bytes.length).ifPresent(template -> fresh.add(template.text()));
        }
        return fresh;
    }
}
