package dev.tmuxsupervisor.manual;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What the pages are about. The date is the version's, so that the same source gives the same bytes
 * on any day.
 */
record Release(String version, LocalDate date) {
  /**
   * Of a build.
   *
   * @param timestamp of the version, ISO 8601
   * @param environment where SOURCE_DATE_EPOCH overrides it (reproducible-builds.org)
   */
  static Release of(String version, String timestamp, Map<String, String> environment) {
    String epoch = environment.getOrDefault("SOURCE_DATE_EPOCH", "");
    Instant instant =
        epoch.isEmpty() ? Instant.parse(timestamp) : Instant.ofEpochSecond(Long.parseLong(epoch));
    return new Release(version, LocalDate.ofInstant(instant, ZoneOffset.UTC));
  }
}
