/** Rules about the whole program. */
@NullMarked
package dev.tmuxsupervisor;

import org.jspecify.annotations.NullMarked;
