/** What happens to processes by the clock. */
package dev.velos.daemon.schedule;
