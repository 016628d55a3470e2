/** How the daemon is started when the machine starts: what an init system needs for it, as text and commands. */
package dev.velos.cli.boot;
