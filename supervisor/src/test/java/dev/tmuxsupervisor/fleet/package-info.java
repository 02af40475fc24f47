@NullMarked
package dev.tmuxsupervisor.fleet;

import org.jspecify.annotations.NullMarked;
