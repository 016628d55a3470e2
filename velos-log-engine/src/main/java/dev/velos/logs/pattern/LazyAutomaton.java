package dev.velos.logs.pattern;

import dev.velos.logs.pattern.PatternNode.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a {@link Program} over bytes as a deterministic automaton, of which a state is made when a text first needs it
 * (as in RE2, see Cox, "Regular Expression Matching in the Wild", 2010). A byte costs one look into a table, or for a
 * new state as much as the program is long; when the table is full, it begins anew. Mutable, owned by one thread.
 */
final class LazyAutomaton {
    private static final int UNKNOWN = -1;
    private static final int MATCH = -2;
    private static final int MAX_CELLS = 1 << 18;
    private static final int LINE_START = 1;
    private static final int BEHIND_WORD = 2;

    /** What may still match: instructions that wait for a byte, and what stood before. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below, and never handed out
    private record State(int[] waiting, int before) {
        @Override
        public boolean equals(Object other) {
            return other instanceof State state && before == state.before && Arrays.equals(waiting, state.waiting);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(waiting) + before;
        }
    }

    private final Program program;
    private final ByteClasses classes;
    private final boolean words;
    private final int width;
    private final Map<State, Integer> numbers = new HashMap<>();
    private final List<State> states = new ArrayList<>();
    private final InstructionSet reached;
    private final InstructionSet following;
    private int[] table;
    private int start;

    LazyAutomaton(Program program, ByteClasses classes) {
        this.program = program;
        this.classes = classes;
        words = program.asksForWords();
        width = classes.count();
        reached = new InstructionSet(program.length());
        following = new InstructionSet(program.length());
        table = new int[width * 16];
        begin();
    }

    private void begin() {
        numbers.clear();
        states.clear();
        following.clear();
        add(program.start, LINE_START, following);
        start = numberOf(new State(following.sorted(), LINE_START));
    }

    /**
     * The place in the first of these lines that matches, where that is certain: within the line, or on its line feed.
     * -1 where none matches.
     */
    int find(byte[] bytes, int from, int to) {
        byte[] classOf = classes.classOf;
        int[] known = table;
        int state = start;
        int i = from;
        while (i < to) {
            int next = known[state + (classOf[bytes[i] & 0xff] & 0xff)];
            if (next < 0) {
                if (next == UNKNOWN) {
                    next = make(state, classOf[bytes[i] & 0xff] & 0xff);
                    known = table;
                }
                if (next == MATCH) {
                    return i;
                }
            }
            state = next;
            i++;
        }
        int last = table[state + classes.ofLineFeed()];
        if (last == UNKNOWN) {
            last = make(state, classes.ofLineFeed());
        }
        return last == MATCH ? to : -1;
    }

    private int make(int state, int byteClass) {
        State from = states.get(state / width);
        boolean ends = byteClass == classes.ofLineFeed();
        int example = classes.example(byteClass);
        boolean behindWord = (from.before & BEHIND_WORD) != 0;
        boolean edge = behindWord != (!ends && isWord(example));
        boolean within = !ends && (example & 0xc0) == 0x80; // no place is within a character
        if (resolve(from, ends, edge, within)) {
            return known(state, byteClass, MATCH);
        }
        if (ends) {
            return known(state, byteClass, start);
        }
        return enter(state, byteClass, step(example));
    }

    /** Which of them wait for a byte at this place; true where the match is complete. */
    private boolean resolve(State from, boolean ends, boolean edge, boolean within) {
        reached.clear();
        for (int instruction : from.waiting) {
            reached.add(instruction);
        }
        for (int i = 0; i < reached.size(); i++) {
            int instruction = reached.get(i);
            if (program.kind[instruction] == Program.MATCH) {
                return true;
            }
            if (program.kind[instruction] == Program.PLACE
                    && !within
                    && holds(program.first[instruction], from, ends, edge)) {
                add(program.next[instruction], from.before, reached);
            }
        }
        return false;
    }

    private static boolean holds(int place, State from, boolean ends, boolean edge) {
        if (place == Where.LINE_START.code) {
            return (from.before & LINE_START) != 0;
        }
        if (place == Where.LINE_END.code) {
            return ends;
        }
        return place == Where.WORD_EDGE.code == edge;
    }

    private State step(int unsignedByte) {
        int before = words && isWord(unsignedByte) ? BEHIND_WORD : 0;
        following.clear();
        for (int i = 0; i < reached.size(); i++) {
            int instruction = reached.get(i);
            if (program.kind[instruction] == Program.BYTE && program.takes(instruction, unsignedByte)) {
                add(program.next[instruction], before, following);
            }
        }
        add(program.start, before, following); // a match may begin anywhere
        return new State(following.sorted(), before);
    }

    /** Adds what is reached without a byte, as far as it depends on no place; a line start that is none is left out. */
    private void add(int first, int before, InstructionSet into) {
        int[] left = {first};
        int count = 1;
        while (count > 0) {
            int instruction = left[--count];
            if (program.kind[instruction] != Program.BRANCH) {
                boolean isOver = program.kind[instruction] == Program.PLACE
                        && program.first[instruction] == Where.LINE_START.code
                        && (before & LINE_START) == 0;
                if (!isOver) {
                    into.add(instruction);
                }
            } else if (into.addBranch(instruction)) {
                left = Arrays.copyOf(left, Math.max(left.length, 2 * count + 2));
                left[count++] = program.second[instruction];
                left[count++] = program.first[instruction];
            }
        }
    }

    private int known(int state, int byteClass, int next) {
        table[state + byteClass] = next;
        return next;
    }

    private int enter(int state, int byteClass, State next) {
        Integer known = numbers.get(next);
        if (known != null) {
            return known(state, byteClass, known);
        }
        if ((states.size() + 1) * width > MAX_CELLS && states.size() > 2) {
            begin();
            return numberOf(next);
        }
        int number = numberOf(next);
        table[state + byteClass] = number;
        return number;
    }

    private int numberOf(State state) {
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        int number = states.size() * width;
        if (number + width > table.length) {
            table = Arrays.copyOf(table, Math.max(2 * table.length, number + width));
        }
        Arrays.fill(table, number, number + width, UNKNOWN);
        states.add(state);
        numbers.put(state, number);
        return number;
    }

    private static boolean isWord(int b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_';
    }
}
