/** Looks for errors unlike those before, for the daemon. */
package dev.velos.cli.errors;
