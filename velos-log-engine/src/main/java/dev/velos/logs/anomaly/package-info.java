/** Spans of time in which a log was not as it is else. */
package dev.velos.logs.anomaly;
