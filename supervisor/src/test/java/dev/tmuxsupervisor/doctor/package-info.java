@NullMarked
package dev.tmuxsupervisor.doctor;

import org.jspecify.annotations.NullMarked;
