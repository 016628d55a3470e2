package dev.velos.logs.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads what stands behind a backslash and means characters. Owned by its parser. */
final class EscapeParser {
    private final PatternText text;

    EscapeParser(PatternText text) {
        this.text = text;
    }

    /** @param at where the backslash stands, which was read */
    CodePoints set(int at) {
        int c = text.next();
        return switch (c) {
            case 'd' -> CodePoints.DIGITS;
            case 'D' -> CodePoints.DIGITS.negated();
            case 'w' -> CodePoints.WORD;
            case 'W' -> CodePoints.WORD.negated();
            case 's' -> CodePoints.SPACE;
            case 'S' -> CodePoints.SPACE.negated();
            case 'p' -> category(at);
            case 'P' -> category(at).negated();
            case 'n' -> CodePoints.of('\n');
            case 't' -> CodePoints.of('\t');
            case 'r' -> CodePoints.of('\r');
            case 'f' -> CodePoints.of('\f');
            case 'v' -> CodePoints.of(0x0b);
            case 'a' -> CodePoints.of(0x07);
            case 'e' -> CodePoints.of(0x1b);
            case 'x' -> hex(at);
            case 'u' -> CodePoints.of(digits(4, at));
            default -> other(c, at);
        };
    }

    private CodePoints other(int c, int at) {
        if (c >= '1' && c <= '9' || c == 'k') {
            throw text.problem("back-references cannot be searched in bounded time", at);
        }
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '0') {
            throw text.problem("\"\\" + (char) c + "\" means nothing", at);
        }
        return CodePoints.of(c);
    }

    private CodePoints hex(int at) {
        if (!text.takes('{')) {
            return CodePoints.of(digits(2, at));
        }
        String number = text.skipBehind('}', "the number has no end", at);
        try {
            int c = Integer.parseInt(number, 16);
            if (c >= 0 && c <= CodePoints.LAST) {
                return CodePoints.of(c);
            }
        } catch (NumberFormatException e) {
            throw noNumber(number, at);
        }
        throw noNumber(number, at);
    }

    private int digits(int count, int at) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int digit = text.atEnd() ? -1 : Character.digit(text.next(), 16);
            if (digit < 0) {
                throw text.problem("it takes " + count + " hexadecimal digits", at);
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private InvalidPattern noNumber(String number, int at) {
        return text.problem("\"" + number + "\" is no number of a character", at);
    }

    private CodePoints category(int at) {
        if (text.atEnd()) {
            throw text.problem("a category is missing, such as \\p{L}", at);
        }
        String name =
                text.takes('{') ? text.skipBehind('}', "the category has no end", at) : Character.toString(text.next());
        return switch (name) {
            case "L", "Alpha", "IsAlphabetic" -> those(Character::isLetter);
            case "Lu", "Upper" -> those(Character::isUpperCase);
            case "Ll", "Lower" -> those(Character::isLowerCase);
            case "N", "Nd", "Digit" -> those(Character::isDigit);
            case "Z", "Space" -> those(c -> Character.isSpaceChar(c) || Character.isWhitespace(c));
            default -> throw text.problem("the category \"" + name + "\" is not known; L, Lu, Ll, N and Z are", at);
        };
    }

    private static CodePoints those(IntPredicate test) {
        List<CodePoints.Range> ranges = new ArrayList<>();
        int first = -1;
        for (int c = 0; c <= CodePoints.LAST + 1; c++) {
            boolean within = c <= CodePoints.LAST && test.test(c);
            if (within && first < 0) {
                first = c;
            } else if (!within && first >= 0) {
                ranges.add(new CodePoints.Range(first, c - 1));
                first = -1;
            }
        }
        return new CodePoints(ranges);
    }
}
