@NullMarked
package dev.tmuxsupervisor.manual;

import org.jspecify.annotations.NullMarked;
