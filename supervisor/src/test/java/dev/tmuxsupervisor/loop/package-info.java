@NullMarked
package dev.tmuxsupervisor.loop;

import org.jspecify.annotations.NullMarked;
