package dev.velos.logs.read;

import dev.velos.logs.pattern.LineMatcher;
import java.util.Arrays;

/**
 * Where lines of a block match, found beforehand by the thread that read it. It knows of whole lines only: what is
 * before {@link #from} and from {@link #to} on is left to be searched. Owned by the block.
 */
final class Scouted {
    private int[] places = new int[256];
    private int count;
    private int next;
    private int from;
    private int to;

    /** Nothing is known. */
    void forget() {
        from = 0;
        to = 0;
        count = 0;
        next = 0;
    }

    /** Looks at the lines that begin and end between these indexes, of which the first is no beginning of a line. */
    void look(LineMatcher matcher, byte[] bytes, int first, int limit) {
        forget();
        int begin = LineEnds.next(bytes, first, limit) + 1;
        int end = LineEnds.last(bytes, first, limit) + 1;
        if (begin == 0 || begin >= end) {
            return;
        }
        from = begin;
        to = end;
        int at = begin;
        while (at < end) {
            int place = matcher.find(bytes, at, end - 1);
            if (place < 0) {
                return;
            }
            add(place);
            at = LineEnds.next(bytes, place, end) + 1;
        }
    }

    private void add(int place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = place;
    }

    /**
     * As {@link LineMatcher#find}, searching only what is not known. Calls go from front to back.
     */
    int find(LineMatcher matcher, byte[] bytes, int begin, int end) {
        if (begin >= to || end <= from) {
            return matcher.find(bytes, begin, end);
        }
        int place = begin < from ? matcher.find(bytes, begin, from - 1) : -1;
        if (place >= 0) {
            return place;
        }
        while (next < count && places[next] < begin) {
            next++;
        }
        if (next < count) {
            return places[next] <= end ? places[next] : -1;
        }
        return end > to ? matcher.find(bytes, to, end) : -1;
    }
}
