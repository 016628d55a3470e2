/** The saved list of processes: written, read, and started again. */
package dev.velos.daemon.saved;
