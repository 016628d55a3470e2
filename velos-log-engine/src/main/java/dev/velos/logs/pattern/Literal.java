package dev.velos.logs.pattern;

import dev.velos.logs.pattern.PatternNode.One;
import dev.velos.logs.pattern.PatternNode.Repeat;
import dev.velos.logs.pattern.PatternNode.Sequence;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text that stands in every match of a pattern, so that a search for it finds all lines that can match.
 *
 * @param bytes in lower case where {@code anyCase}
 * @param whole whether a line with it is a match
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Literal(byte[] bytes, boolean anyCase, boolean whole) {
    /** The longest one that the tree shows; nothing where there is none, or only a single byte. */
    static Optional<Literal> of(PatternNode node) {
        Runs runs = new Runs();
        runs.add(node);
        runs.end();
        return runs.longest(runs.isPlain && runs.found.size() == 1);
    }

    /** Collects the runs of single characters in a sequence. Owned by one call. */
    private static final class Runs {
        private final List<Literal> found = new ArrayList<>();
        private final ByteArrayOutputStream run = new ByteArrayOutputStream();
        private boolean runAnyCase;
        private boolean runHasLetters;
        private boolean isPlain = true;

        void add(PatternNode node) {
            if (node instanceof Sequence sequence) {
                sequence.parts().forEach(this::add);
            } else if (node instanceof One one) {
                addOne(one.set());
            } else {
                end();
                isPlain = false;
                if (node instanceof Repeat repeat && repeat.min() > 0) {
                    add(repeat.part());
                    end();
                }
            }
        }

        private void addOne(CodePoints set) {
            int letter = set.singleLetter();
            int single = letter >= 0 ? letter : set.single();
            boolean isLetter = single >= 'a' && single <= 'z' || single >= 'A' && single <= 'Z';
            if (single < 0 || single == '\n' || isLetter && runHasLetters && letter >= 0 != runAnyCase) {
                end();
                isPlain = false;
            }
            if (single >= 0 && single != '\n') {
                run.writeBytes(Utf8Ranges.encode(single));
                runHasLetters |= isLetter;
                runAnyCase |= letter >= 0;
            }
        }

        void end() {
            if (run.size() > 0) {
                found.add(new Literal(run.toByteArray(), runAnyCase, false));
            }
            run.reset();
            runAnyCase = false;
            runHasLetters = false;
        }

        Optional<Literal> longest(boolean whole) {
            Literal longest = null;
            for (Literal literal : found) {
                if (literal.bytes.length > 1 && (longest == null || literal.bytes.length > longest.bytes.length)) {
                    longest = literal;
                }
            }
            return longest == null ? Optional.empty() : Optional.of(new Literal(longest.bytes, longest.anyCase, whole));
        }
    }
}
