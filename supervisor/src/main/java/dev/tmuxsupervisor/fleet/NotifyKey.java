package dev.tmuxsupervisor.fleet;

/** What the section about notices may say. */
enum NotifyKey implements FileKey {
  ON("[\"failed\", \"mass\"]"),
  MESSAGE("true"),
  COMMAND("[\"notify-send\", \"agents\"]"),
  COOLDOWN("\"60s\"");

  private final String sample;

  NotifyKey(String sample) {
    this.sample = sample;
  }

  @Override
  public String sample() {
    return sample;
  }
}
