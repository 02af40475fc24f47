@NullMarked
package dev.tmuxsupervisor.scan;

import org.jspecify.annotations.NullMarked;
