/** Waiting for something to become true of processes. */
package dev.velos.client.await;
