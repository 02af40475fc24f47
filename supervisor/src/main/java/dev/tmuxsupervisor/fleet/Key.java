package dev.tmuxsupervisor.fleet;

/** What a section may say. */
enum Key implements FileKey {
  COMMAND("[\"claude\", \"--resume\"]"),
  RESUME("[\"claude\", \"--continue\"]"),
  AGENT("\"claude\""),
  ENV("{ EDITOR = \"vi\" }"),
  PASS_ENV("[\"ANTHROPIC_API_KEY\"]"),
  RESTART("\"on-failure\""),
  BACKOFF("\"1s..5m\""),
  MAX_RESTARTS("\"5/10m\""),
  STOP_TIMEOUT("\"10s\""),
  DIRECTORY("\"existing\""),
  SESSION("\"dave\""),
  TMUX_SOCKET("\"/run/user/1000/agents\"");

  private final String sample;

  Key(String sample) {
    this.sample = sample;
  }

  @Override
  public String sample() {
    return sample;
  }
}
