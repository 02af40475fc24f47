/** From evidence to verdict: pure, exhaustive, and every verdict says why. */
@NullMarked
package dev.tmuxsupervisor.judge;

import org.jspecify.annotations.NullMarked;
