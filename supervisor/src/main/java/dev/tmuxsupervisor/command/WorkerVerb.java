package dev.tmuxsupervisor.command;

import picocli.CommandLine.Parameters;

/** A verb about one worker. */
abstract class WorkerVerb extends RootedVerb {
  @Parameters(index = "0", paramLabel = "NAME", description = "The worker, such as crew/dave.")
  String name = "";
}
