package dev.tmuxsupervisor.fleet;

/** What the section about notices may say. */
enum NotifyKey implements FileKey {
  ON(
      "[\"failed\", \"mass\"]",
      "Which news are told: states of workers, and mass for many that end at once. Default: [\"failed\", \"mass\"]."),
  MESSAGE(
      "true", "Whether the tmux clients that are attached show it, in one line. Default: true."),
  COMMAND(
      "[\"notify-send\", \"agents\"]",
      "A program and its arguments, run without a shell. It has ten seconds. Default: none."),
  COOLDOWN(
      "\"60s\"",
      "How long it takes until the same worker is told to be in the same state again. Default: 60s.");

  private final String sample;
  private final String meaning;

  NotifyKey(String sample, String meaning) {
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
