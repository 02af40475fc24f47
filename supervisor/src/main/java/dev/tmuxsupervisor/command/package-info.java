/** The command line: one class a verb, words for people and JSON for programs. */
@NullMarked
package dev.tmuxsupervisor.command;

import org.jspecify.annotations.NullMarked;
