/** Processes by identity: liveness, exits, and signals that cannot hit a stranger. */
@NullMarked
package dev.tmuxsupervisor.process;

import org.jspecify.annotations.NullMarked;
