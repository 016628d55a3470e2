/** The forms of output: tables, JSON, colours, and the terminal that they are fitted to. */
package dev.velos.cli.output;
