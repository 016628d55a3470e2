/** Carries connections to instances that open a port of their own; loaded with the first process that asks for it. */
package dev.velos.daemon.balance;
