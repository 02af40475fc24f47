@NullMarked
package dev.tmuxsupervisor.act;

import org.jspecify.annotations.NullMarked;
