/** What is found in lines while they come. */
package dev.velos.logs.live;
