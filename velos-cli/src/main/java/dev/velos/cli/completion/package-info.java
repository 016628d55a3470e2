/** Completion scripts for shells, written from the commands' models. */
package dev.velos.cli.completion;
