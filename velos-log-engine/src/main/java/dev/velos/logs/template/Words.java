package dev.velos.logs.template;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens as small numbers: the code of a mask, or from {@link #FIRST} on the number of a word or mark. Two tokens are
 * the same where their numbers are. One thread.
 */
final class Words {
    static final int FIRST = 32;
    static final int ANY = Mask.ANY.code();
    private final List<String> ownMasks;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();

    /** @param ownMasks the names of those that a user added */
    Words(List<String> ownMasks) {
        this.ownMasks = ownMasks;
    }

    /** The tokens of a normalized form. */
    Tokens tokens(byte[] form) {
        int count = 0;
        for (byte c : form) {
            count += c == Normalized.BLANK || c == Normalized.GLUED ? 1 : 0;
        }
        int[] tokens = new int[count];
        boolean[] blanks = new boolean[count];
        int at = 0;
        int p = 0;
        while (p < form.length) {
            int end = p + 1;
            while (end < form.length && form[end] != Normalized.BLANK && form[end] != Normalized.GLUED) {
                end++;
            }
            blanks[at] = form[p] == Normalized.BLANK;
            tokens[at++] = number(form, p + 1, end);
            p = end;
        }
        return new Tokens(tokens, blanks);
    }

    private int number(byte[] form, int from, int to) {
        if (to - from == 1 && Mask.isCode(form[from])) {
            return form[from];
        }
        String key = new String(form, from, to - from, StandardCharsets.ISO_8859_1);
        return numbers.computeIfAbsent(key, word -> {
            bytes.add(Arrays.copyOfRange(form, from, to));
            texts.add(new String(form, from, to - from, StandardCharsets.UTF_8));
            return FIRST + texts.size() - 1;
        });
    }

    /** Tokens in the form that they came from. */
    byte[] form(Tokens tokens) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (int column = 0; column < tokens.count(); column++) {
            form.write(tokens.blanks()[column] ? Normalized.BLANK : Normalized.GLUED);
            int token = tokens.at(column);
            if (isMask(token)) {
                form.write(token);
            } else {
                form.writeBytes(bytes.get(token - FIRST));
            }
        }
        return form.toByteArray();
    }

    String text(int token) {
        if (token >= FIRST) {
            return texts.get(token - FIRST);
        }
        int own = Mask.ownNumber(token);
        return own < 0 ? Mask.of((byte) token).text() : "<" + ownMasks.get(own) + ">";
    }

    static boolean isMask(int token) {
        return token < FIRST;
    }

    /** Whether it has a letter, which marks and masks have not. */
    boolean isWord(int token) {
        if (token < FIRST) {
            return false;
        }
        char first = text(token).charAt(0);
        return Character.isLetterOrDigit(first) || first == '_' || text(token).length() > 1;
    }

    /** Capitals and underscores only: the name of a state or kind. */
    boolean isCapitals(int token) {
        String text = text(token);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '_' && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return text.length() > 1;
    }
}
