package dev.tmuxsupervisor.tmux;

import java.util.concurrent.CompletableFuture;

/** An errand, for which somebody waits until its deadline. */
record Call(Errand errand, Deadline deadline, CompletableFuture<Answer<Exit>> answer) {
  Call(Errand errand, Deadline deadline) {
    this(errand, deadline, new CompletableFuture<>());
  }
}
