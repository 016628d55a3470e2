package dev.velos.logs.template;

/**
 * Shapes that are one template.
 *
 * @param template their tokens, with {@link Mask#ANY} or a common mask where they differ
 * @param members their numbers, ascending within each part that was joined
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Group(Tokens template, int[] members) {}
