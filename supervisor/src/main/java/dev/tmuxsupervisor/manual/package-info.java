/**
 * Manual pages and completions, from the model of the command line that {@code --help} shows. Run
 * by the build alone, and no part of the program's jar.
 */
@NullMarked
package dev.tmuxsupervisor.manual;

import org.jspecify.annotations.NullMarked;
