@NullMarked
package dev.tmuxsupervisor.hold;

import org.jspecify.annotations.NullMarked;
