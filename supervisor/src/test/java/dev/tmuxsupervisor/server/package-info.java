@NullMarked
package dev.tmuxsupervisor.server;

import org.jspecify.annotations.NullMarked;
