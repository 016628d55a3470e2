/** Folders whose changes restart a process. */
package dev.velos.daemon.watch;
