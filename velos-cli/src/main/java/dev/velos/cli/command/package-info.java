/** One class for each command: its model for the parser and what it does. */
package dev.velos.cli.command;
