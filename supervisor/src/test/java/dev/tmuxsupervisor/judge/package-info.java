@NullMarked
package dev.tmuxsupervisor.judge;

import org.jspecify.annotations.NullMarked;
