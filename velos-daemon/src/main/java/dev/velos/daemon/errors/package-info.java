/** Errors unlike those before are looked for by a program beside the daemon; loaded with the first process that asks. */
package dev.velos.daemon.errors;
