package dev.velos.logs.template;

import dev.velos.core.process.LogAnalysis;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which messages are like none before, told message by message: unlike the {@link Miner}, it cannot wait for others. A
 * message is known where its masked form is, or where a known pattern has {@code <*>} wherever it differs, as a leaf of
 * Drain's tree is found (He et al., ICWS 2017). Whether a word that differs is a value or another error nobody knows at
 * first; so {@link #ALIKE} messages that differ in some words are each new, and the next one shows that those words
 * vary, and makes one pattern of them. At most {@link #MAX} patterns are known; the ones not met for longest go. One
 * thread.
 */
public final class KnownPatterns {
    /** Patterns that are kept. */
    public static final int MAX = 200;

    /** Of a longer message so many bytes count. */
    public static final int MAX_MESSAGE_BYTES = 400;

    static final int ALIKE = 3;

    private static final int LEAST_EQUAL_WORDS = 2;
    private static final String ANY = String.valueOf((char) Mask.ANY.code());

    private final Optional<OwnMasks> masks;
    private final Normalizer normalizer;

    /** By their forms, the one not met for longest first. */
    private final Map<String, List<String>> known = new LinkedHashMap<>(16, 0.75f, true);

    /** With the masks of those who run the program. */
    public KnownPatterns(LogAnalysis analysis) {
        masks = OwnMasks.of(analysis.masks());
        normalizer = new Normalizer(masks);
    }

    /** What a message is of, where it is like none before; it is known from then on. */
    public Optional<Template> learn(byte[] b, int from, int to) {
        Normalized normalized = normalizer.normalize(b, from, Math.min(to, from + MAX_MESSAGE_BYTES));
        String form = new String(normalized.bytes(), 0, normalized.length(), StandardCharsets.ISO_8859_1);
        if (known.get(form) != null) {
            return Optional.empty();
        }
        List<String> tokens = tokens(form);
        for (Map.Entry<String, List<String>> pattern : known.entrySet()) {
            if (isOf(tokens, pattern.getValue())) {
                known.get(pattern.getKey());
                return Optional.empty();
            }
        }
        return learn(form, tokens);
    }

    private Optional<Template> learn(String form, List<String> tokens) {
        List<String> alike = new ArrayList<>();
        known.forEach((other, its) -> {
            if (areAlike(tokens, its)) {
                alike.add(other);
            }
        });
        if (alike.size() < ALIKE) {
            add(form);
            return Optional.of(template(form));
        }
        String joined = form;
        for (String other : alike) {
            joined = join(joined, tokens(other));
            known.remove(other);
        }
        add(joined);
        return Optional.empty();
    }

    private void add(String form) {
        known.put(form, tokens(form));
        if (known.size() > MAX) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private static boolean isOf(List<String> message, List<String> pattern) {
        if (message.size() != pattern.size()) {
            return false;
        }
        for (int i = 0; i < message.size(); i++) {
            if (!pattern.get(i).equals(ANY) && !pattern.get(i).equals(message.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Of one length, with a third of different tokens at most, and some words the same. */
    private static boolean areAlike(List<String> one, List<String> other) {
        if (one.size() != other.size()) {
            return false;
        }
        int equalWords = 0;
        int different = 0;
        for (int i = 0; i < one.size(); i++) {
            boolean same = one.get(i).equals(other.get(i));
            different += same || other.get(i).equals(ANY) ? 0 : 1;
            equalWords += same && isWord(one.get(i)) ? 1 : 0;
        }
        return different <= Math.max(1, one.size() / 3) && equalWords >= LEAST_EQUAL_WORDS;
    }

    private static boolean isWord(String token) {
        return !token.isEmpty() && (Character.isLetterOrDigit(token.charAt(0)) || token.charAt(0) >= 0x80);
    }

    /** The form with {@code <*>} where the other one differs. */
    private static String join(String form, List<String> other) {
        StringBuilder joined = new StringBuilder();
        int number = 0;
        for (int at = 0; at < form.length(); number++) {
            int end = end(form, at + 1);
            String token = form.substring(at + 1, end);
            joined.append(form.charAt(at)).append(token.equals(other.get(number)) ? token : ANY);
            at = end;
        }
        return joined.toString();
    }

    private static List<String> tokens(String form) {
        List<String> tokens = new ArrayList<>();
        for (int at = 0; at < form.length(); ) {
            int end = end(form, at + 1);
            tokens.add(form.substring(at + 1, end));
            at = end;
        }
        return tokens;
    }

    private static int end(String form, int from) {
        int at = from;
        while (at < form.length() && form.charAt(at) != Normalized.BLANK && form.charAt(at) != Normalized.GLUED) {
            at++;
        }
        return at;
    }

    private Template template(String form) {
        Words words = new Words(masks.map(OwnMasks::names).orElse(List.of()));
        return Template.of(TemplateText.of(words, words.tokens(form.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** What is known, as texts without blanks; {@link #restore} takes each back. The one not met for longest first. */
    public List<String> saved() {
        return known.keySet().stream()
                .map(form -> Base64.getEncoder().encodeToString(form.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
    }

    /** Knows a pattern again; false where the text is none. */
    public boolean restore(String saved) {
        try {
            String form = new String(Base64.getDecoder().decode(saved), StandardCharsets.ISO_8859_1);
            boolean isForm = form.isEmpty() || form.charAt(0) == Normalized.BLANK || form.charAt(0) == Normalized.GLUED;
            if (isForm) {
                add(form);
            }
            return isForm;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
