/** The thin client: finds or starts the server, sends the command line, relays the answer. */
@NullMarked
package dev.tmuxsupervisor.client;

import org.jspecify.annotations.NullMarked;
