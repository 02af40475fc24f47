package dev.tmuxsupervisor.command;

/** Makes the runner of a server's commands, once, before the first client is let in. */
@FunctionalInterface
public interface CommandRunnerFactory {
  CommandRunner create(ServerControl server);
}
