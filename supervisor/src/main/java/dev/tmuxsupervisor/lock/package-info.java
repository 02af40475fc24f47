/** The lock file, its record and its guard; usable as a library by other tools. */
@NullMarked
package dev.tmuxsupervisor.lock;

import org.jspecify.annotations.NullMarked;
