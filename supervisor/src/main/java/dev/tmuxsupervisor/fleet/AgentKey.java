package dev.tmuxsupervisor.fleet;

import com.google.common.collect.ImmutableList;

/** What a section about an agent program may say. */
enum AgentKey implements FileKey {
  COMMAND(
      "[\"claude\", \"--model\", \"opus\"]",
      "The agent and its arguments, as it is started at first. It must be said."),
  RESUME(
      "[\"claude\", \"--continue\"]",
      "The command that takes up an earlier run. Default: the same command as at first.");

  /** In the order in which they are told. */
  static final ImmutableList<AgentKey> ALL = ImmutableList.copyOf(values());

  private final String sample;
  private final String meaning;

  AgentKey(String sample, String meaning) {
    this.sample = sample;
    this.meaning = meaning;
  }

  @Override
  public String sample() {
    return sample;
  }

  @Override
  public String meaning() {
    return meaning;
  }
}
