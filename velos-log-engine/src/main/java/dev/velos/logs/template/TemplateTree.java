package dev.velos.logs.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Known templates, to be found by a message: by its number of tokens and its first one, then one after the other, as
 * the leaves of Drain's tree of fixed depth are searched (He et al., ICWS 2017). One thread.
 */
final class TemplateTree {
    private final Map<Long, List<Leaf>> leaves = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Leaf(byte[] form, int reference) {}

    void add(byte[] form, int reference) {
        leaves.computeIfAbsent(key(form, form.length, true), key -> new ArrayList<>())
                .add(new Leaf(form, reference));
    }

    /** What was added with the first template that the message is of; -1 where none is. */
    int find(Normalized form) {
        int found = find(key(form.bytes(), form.length(), true), form);
        return found >= 0 ? found : find(key(form.bytes(), form.length(), false), form);
    }

    private int find(long key, Normalized form) {
        for (Leaf leaf : leaves.getOrDefault(key, List.of())) {
            if (matches(leaf.form, form.bytes(), form.length())) {
                return leaf.reference;
            }
        }
        return -1;
    }

    private static long key(byte[] form, int length, boolean withFirst) {
        int count = 0;
        long first = 7;
        for (int i = 0; i < length; i++) {
            boolean gap = form[i] == Normalized.BLANK || form[i] == Normalized.GLUED;
            count += gap ? 1 : 0;
            if (count == 1 && !gap && withFirst) {
                first = first * 31 + (Mask.isCode(form[i]) ? 0 : form[i]);
            }
        }
        boolean open = length > 1 && Mask.isCode(form[1]) || !withFirst;
        return (open ? 0 : first << 16) ^ count;
    }

    /** Token by token: the same, or something where the template has anything. Gaps do not count. */
    private static boolean matches(byte[] template, byte[] form, int length) {
        int t = 0;
        int f = 0;
        while (t < template.length && f < length) {
            int templateEnd = end(template, t + 1, template.length);
            int formEnd = end(form, f + 1, length);
            boolean any = templateEnd == t + 2 && template[t + 1] == Mask.ANY.code();
            if (!any && !same(template, t + 1, templateEnd, form, f + 1, formEnd)) {
                return false;
            }
            t = templateEnd;
            f = formEnd;
        }
        return t == template.length && f == length;
    }

    private static boolean same(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        if (aTo - aFrom != bTo - bFrom) {
            return false;
        }
        for (int i = 0; i < aTo - aFrom; i++) {
            if (a[aFrom + i] != b[bFrom + i]) {
                return false;
            }
        }
        return true;
    }

    private static int end(byte[] form, int from, int to) {
        int p = from;
        while (p < to && form[p] != Normalized.BLANK && form[p] != Normalized.GLUED) {
            p++;
        }
        return p;
    }
}
