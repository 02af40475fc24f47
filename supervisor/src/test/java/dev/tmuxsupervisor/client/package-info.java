@NullMarked
package dev.tmuxsupervisor.client;

import org.jspecify.annotations.NullMarked;
