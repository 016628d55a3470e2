package dev.velos.logs.query;

import java.util.List;

/**
 * What became of a question.
 *
 * @param matches how many wanted events were given
 * @param cut how many of the events given were longer than is kept
 * @param notes what somebody who reads the answer should know, each a sentence or two
 */
public record Answered(long matches, long cut, List<String> notes) {
    public Answered {
        notes = List.copyOf(notes);
    }
}
