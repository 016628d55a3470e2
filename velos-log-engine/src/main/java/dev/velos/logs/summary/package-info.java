/** What a log as a whole tells: its templates with counts and trends, its anomalies, its health. */
package dev.velos.logs.summary;
