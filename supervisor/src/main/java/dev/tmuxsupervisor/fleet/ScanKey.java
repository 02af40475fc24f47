package dev.tmuxsupervisor.fleet;

/** What the section about scans may say. */
enum ScanKey implements FileKey {
  SKIP(
      "[\"generated\", \"out-*\"]",
      "Directories of these names are passed over too, whatever is above them; a * at the end stands for any end of a name. Default: none beside the usual ones, which --no-skip of supervisor-scan(1) names.");

  private final String sample;
  private final String meaning;

  ScanKey(String sample, String meaning) {
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
