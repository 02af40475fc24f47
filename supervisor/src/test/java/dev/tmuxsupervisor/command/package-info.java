@NullMarked
package dev.tmuxsupervisor.command;

import org.jspecify.annotations.NullMarked;
