package dev.tmuxsupervisor.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String sample() {
    return sample;
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(NotifyKey::text).toList();
  }
}
