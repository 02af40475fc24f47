/** The one loop that looks after all workers: seeing, and making the flow turn. */
@NullMarked
package dev.tmuxsupervisor.loop;

import org.jspecify.annotations.NullMarked;
