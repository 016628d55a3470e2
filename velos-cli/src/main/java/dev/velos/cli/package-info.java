/** The command line: finds the command, reads its arguments, runs it, and turns what went wrong into an exit code. */
package dev.velos.cli;
