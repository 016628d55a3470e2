/** Why a process is down or was restarted: rules over what is known of it. No I/O. */
package dev.velos.client.diagnosis;
