@NullMarked
package dev.tmuxsupervisor.worker;

import org.jspecify.annotations.NullMarked;
