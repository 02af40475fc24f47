/** The full-screen table: a program in the user's terminal that shows what the server tells. */
@NullMarked
package dev.tmuxsupervisor.watch;

import org.jspecify.annotations.NullMarked;
