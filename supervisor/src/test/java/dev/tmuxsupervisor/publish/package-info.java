@NullMarked
package dev.tmuxsupervisor.publish;

import org.jspecify.annotations.NullMarked;
