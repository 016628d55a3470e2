/** What the stages of the log engine hand to each other: events as bytes, and the interfaces of a stage. */
package dev.velos.logs.event;
