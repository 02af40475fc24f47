/** Loop locks: a flock(2) that the kernel holds for as long as one program lives. */
@NullMarked
package dev.tmuxsupervisor.hold;

import org.jspecify.annotations.NullMarked;
