/** Tells the world: the journal. */
@NullMarked
package dev.tmuxsupervisor.publish;

import org.jspecify.annotations.NullMarked;
