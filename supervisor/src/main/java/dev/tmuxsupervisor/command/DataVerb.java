package dev.tmuxsupervisor.command;

import picocli.CommandLine.Option;

/** A verb that prints data. */
abstract class DataVerb extends Verb {
  @Option(names = "--json", description = "Print one JSON object instead of words.")
  private boolean json;

  @Override
  boolean json() {
    return json;
  }
}
