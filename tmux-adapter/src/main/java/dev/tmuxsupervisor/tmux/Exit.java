package dev.tmuxsupervisor.tmux;

/** How a client ended, and what it wrote. */
record Exit(int status, String out, String err) {}
