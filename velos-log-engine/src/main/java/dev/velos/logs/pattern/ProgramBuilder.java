package dev.velos.logs.pattern;

import dev.velos.logs.pattern.PatternNode.One;
import dev.velos.logs.pattern.PatternNode.Repeat;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles a tree into a {@link Program}, from its end to its start. Owned by one call. */
final class ProgramBuilder {
    /** A pattern beyond this size is refused: every byte of a text may cost that much. */
    static final int MAX_INSTRUCTIONS = 20_000;

    /** More instructions than may be. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Instructions that are there already; sharing keeps classes of many characters small. */
    private final Map<Integer, Integer> shared = new HashMap<>();

    private byte[] kind = new byte[64];
    private int[] first = new int[64];
    private int[] second = new int[64];
    private int[] next = new int[64];
    private int length;

    private ProgramBuilder() {}

    static Program build(PatternNode node) {
        ProgramBuilder builder = new ProgramBuilder();
        int match = builder.add(Program.MATCH, 0, 0, 0);
        int start = node.before(match, builder);
        int length = builder.length;
        return new Program(
                Arrays.copyOf(builder.kind, length),
                Arrays.copyOf(builder.first, length),
                Arrays.copyOf(builder.second, length),
                Arrays.copyOf(builder.next, length),
                start);
    }

    int sequence(List<PatternNode> parts, int after) {
        int at = after;
        for (PatternNode part : parts.reversed()) {
            at = part.before(at, this);
        }
        return at;
    }

    int choice(List<PatternNode> parts, int after) {
        int at = parts.getLast().before(after, this);
        for (PatternNode part : parts.subList(0, parts.size() - 1).reversed()) {
            at = add(Program.BRANCH, part.before(after, this), at, 0);
        }
        return at;
    }

    int one(CodePoints set, int after) {
        int at = -1;
        for (int[] sequence : Utf8Ranges.of(set)) {
            int step = after;
            for (int i = sequence.length - 2; i >= 0; i -= 2) {
                step = takes(sequence[i], sequence[i + 1], step);
            }
            at = at < 0 ? step : add(Program.BRANCH, step, at, 0);
        }
        return at < 0 ? takes(1, 0, after) : at; // a class of nothing takes no byte
    }

    int repeat(Repeat repeat, int after) {
        int at = after;
        if (repeat.max() == Repeat.NO_LIMIT) {
            at = loop(repeat.part(), after);
        } else {
            for (int i = repeat.min(); i < repeat.max(); i++) {
                at = add(Program.BRANCH, repeat.part().before(at, this), after, 0);
            }
        }
        for (int i = 0; i < repeat.min(); i++) {
            at = repeat.part().before(at, this);
        }
        return at;
    }

    private int loop(PatternNode part, int after) {
        int branch = add(Program.BRANCH, 0, after, 0);
        int inner = part instanceof One one && one.set().hasAllBeyondAscii()
                ? bytesOf(one.set(), branch)
                : part.before(branch, this);
        first[branch] = inner; // only now: the array may have been replaced by a longer one
        return branch;
    }

    /** A run of characters with all beyond ASCII among them may as well hold bytes that are no UTF-8. */
    private int bytesOf(CodePoints set, int after) {
        int at = takes(0x80, 0xff, after);
        for (CodePoints.Range range : set.ranges()) {
            if (range.first() < 0x80) {
                at = add(Program.BRANCH, takes(range.first(), Math.min(range.last(), 0x7f), after), at, 0);
            }
        }
        return at;
    }

    int place(PatternNode.Where where, int after) {
        return add(Program.PLACE, where.code, 0, after);
    }

    private int takes(int low, int high, int after) {
        int step = low << 24 | high << 16 | after; // two bytes, and what is below MAX_INSTRUCTIONS
        return shared.computeIfAbsent(step, _ -> add(Program.BYTE, low, high, after));
    }

    private int add(byte what, int one, int two, int after) {
        if (length == MAX_INSTRUCTIONS) {
            throw new TooLarge();
        }
        if (length == kind.length) {
            kind = Arrays.copyOf(kind, 2 * length);
            first = Arrays.copyOf(first, 2 * length);
            second = Arrays.copyOf(second, 2 * length);
            next = Arrays.copyOf(next, 2 * length);
        }
        kind[length] = what;
        first[length] = one;
        second[length] = two;
        next[length] = after;
        return length++;
    }
}
