/** The long-lived process: control socket, start and stop. */
@NullMarked
package dev.tmuxsupervisor.server;

import org.jspecify.annotations.NullMarked;
