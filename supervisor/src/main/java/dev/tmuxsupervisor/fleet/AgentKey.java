package dev.tmuxsupervisor.fleet;

/** What a section about an agent program may say. */
enum AgentKey implements FileKey {
  COMMAND("[\"claude\", \"--model\", \"opus\"]"),
  RESUME("[\"claude\", \"--continue\"]");

  private final String sample;

  AgentKey(String sample) {
    this.sample = sample;
  }

  @Override
  public String sample() {
    return sample;
  }
}
