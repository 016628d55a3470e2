/** Events that come again are told once. */
package dev.velos.logs.dedupe;
