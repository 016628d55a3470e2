/** How bad an event is, by what it says of itself. */
package dev.velos.logs.level;
