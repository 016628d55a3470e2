package dev.velos.logs.template;

import dev.velos.logs.pattern.LineMatcher;
import dev.velos.logs.pattern.LinePattern;
import dev.velos.logs.pattern.LinePattern.LetterCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Masks that a user added: a word that one of their patterns matches as a whole is {@code <name>}. One thread. */
final class OwnMasks {
    private final List<String> names;
    private final List<LineMatcher> matchers = new ArrayList<>();

    private OwnMasks(Map<String, String> masks) {
        names = List.copyOf(masks.keySet());
        masks.values()
                .forEach(pattern -> matchers.add(LinePattern.of("^(?:" + pattern + ")$", LetterCase.EXACT)
                        .matcher()));
    }

    /** Patterns by name; nothing where there are none. */
    static Optional<OwnMasks> of(Map<String, String> masks) {
        return masks.isEmpty() ? Optional.empty() : Optional.of(new OwnMasks(masks));
    }

    List<String> names() {
        return names;
    }

    /** The code of the first mask that stands for these bytes; 0 for none. */
    byte code(byte[] b, int from, int to) {
        for (int i = 0; i < matchers.size(); i++) {
            if (matchers.get(i).matches(b, from, to)) {
                return Mask.ownCode(i);
            }
        }
        return 0;
    }
}
