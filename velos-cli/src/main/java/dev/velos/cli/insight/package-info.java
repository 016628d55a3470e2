/** What a log as a whole tells, as people, programs and language models read it. */
package dev.velos.cli.insight;
