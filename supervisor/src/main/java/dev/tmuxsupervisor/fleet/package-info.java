/** The file that says which workers a root has, and how each is started. */
@NullMarked
package dev.tmuxsupervisor.fleet;

import org.jspecify.annotations.NullMarked;
