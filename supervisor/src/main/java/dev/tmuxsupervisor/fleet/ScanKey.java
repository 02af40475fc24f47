package dev.tmuxsupervisor.fleet;

/** What the section about scans may say. */
enum ScanKey implements FileKey {
  SKIP("[\"generated\", \"out-*\"]");

  private final String sample;

  ScanKey(String sample) {
    this.sample = sample;
  }

  @Override
  public String sample() {
    return sample;
  }
}
