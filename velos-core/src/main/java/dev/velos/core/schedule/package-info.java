/** When something is to happen by the calendar: pure functions over time zones. */
package dev.velos.core.schedule;
