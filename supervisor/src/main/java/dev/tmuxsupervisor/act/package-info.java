/** Carries out one action, step by step, each step safe to die after. */
@NullMarked
package dev.tmuxsupervisor.act;

import org.jspecify.annotations.NullMarked;
