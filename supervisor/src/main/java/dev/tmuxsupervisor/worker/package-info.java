/** Workers: their names, directories, and what should run in them. */
@NullMarked
package dev.tmuxsupervisor.worker;

import org.jspecify.annotations.NullMarked;
