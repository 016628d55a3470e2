package dev.velos.logs.template;

/**
 * A message or template as the numbers that {@link Words} gave to its tokens. The arrays are not changed after.
 *
 * @param blanks whether a blank stands before the token
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Tokens(int[] numbers, boolean[] blanks) {
    int count() {
        return numbers.length;
    }

    int at(int column) {
        return numbers[column];
    }
}
