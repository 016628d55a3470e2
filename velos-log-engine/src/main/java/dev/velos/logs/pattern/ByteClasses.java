package dev.velos.logs.pattern;

/** Groups the bytes that a program cannot tell apart, so that its tables stay narrow. Immutable. */
final class ByteClasses {
    /** By unsigned byte. */
    final byte[] classOf = new byte[256];

    /** An example of each, by class. */
    private final int[] example = new int[256];

    private int count;

    ByteClasses(Program program) {
        boolean[] begins = new boolean[257];
        begins['\n'] = true;
        begins['\n' + 1] = true;
        for (int i = 0; i < program.length(); i++) {
            if (program.kind[i] == Program.BYTE && program.first[i] <= program.second[i]) {
                begins[program.first[i]] = true;
                begins[program.second[i] + 1] = true;
            }
        }
        begins[0x80] = true; // continuation bytes are told from all others
        begins[0xc0] = true;
        if (program.asksForWords()) {
            for (CodePoints.Range range : CodePoints.WORD.ranges()) {
                begins[range.first()] = true;
                begins[range.last() + 1] = true;
            }
        }
        number(begins);
    }

    private void number(boolean[] begins) {
        int at = 0;
        for (int b = 0; b < 256; b++) {
            if (b > 0 && begins[b]) {
                at++;
            }
            classOf[b] = (byte) at;
            example[at] = b;
        }
        count = at + 1;
    }

    int count() {
        return count;
    }

    int example(int byteClass) {
        return example[byteClass];
    }

    int ofLineFeed() {
        return classOf['\n'] & 0xff;
    }
}
