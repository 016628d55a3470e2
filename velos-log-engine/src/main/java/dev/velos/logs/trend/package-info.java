/** Whether something became more or less in a period. */
package dev.velos.logs.trend;
