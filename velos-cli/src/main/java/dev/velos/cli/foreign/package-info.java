/**
 * Reading what other tools have written: package.json, Procfile, PM2's files. Loaded by {@code init} and {@code import}
 * only; the libraries that it needs are on the class path of these two commands alone.
 */
package dev.velos.cli.foreign;
