/** The image of the product: containers that share a directory, not their processes. */
@NullMarked
package dev.tmuxsupervisor.boxes;

import org.jspecify.annotations.NullMarked;
