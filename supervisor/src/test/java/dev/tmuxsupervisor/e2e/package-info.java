/** The program as its users run it: launcher, client, server, tmux. */
@NullMarked
package dev.tmuxsupervisor.e2e;

import org.jspecify.annotations.NullMarked;
