/** The blocking client of the daemon's control socket, and how a daemon is found, started and diagnosed. */
package dev.velos.client;
