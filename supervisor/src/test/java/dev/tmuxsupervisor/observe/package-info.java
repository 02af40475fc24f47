@NullMarked
package dev.tmuxsupervisor.observe;

import org.jspecify.annotations.NullMarked;
