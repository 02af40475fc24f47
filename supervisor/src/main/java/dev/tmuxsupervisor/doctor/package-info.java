/** Finds out what keeps workers from running well. Every look has a deadline; none decides. */
@NullMarked
package dev.tmuxsupervisor.doctor;

import org.jspecify.annotations.NullMarked;
