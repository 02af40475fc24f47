/** Finds the directories of workers in trees of any size. */
@NullMarked
package dev.tmuxsupervisor.scan;

import org.jspecify.annotations.NullMarked;
