package dev.tmuxsupervisor.judge;

/**
 * What a process carries of a run of ours in its environment.
 *
 * @param inherited it comes with the tmux server's environment, which that server got from a
 *     process of the run: it says whose server that is, and not who works in the pane
 */
public record RunMark(String worker, String generation, String run, boolean inherited) {}
