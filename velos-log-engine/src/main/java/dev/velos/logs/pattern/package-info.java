/**
 * Regular expressions that search bytes in linear time, whatever the pattern: parsed to a tree, compiled to an automaton
 * over bytes, run as a deterministic automaton that is built as far as the text asks for it.
 */
package dev.velos.logs.pattern;
