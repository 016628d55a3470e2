/** From messages to templates: masks for what varies by its nature, then templates of what is left. */
package dev.velos.logs.template;
