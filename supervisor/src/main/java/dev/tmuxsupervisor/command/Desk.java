package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.doctor.Examination;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.observe.Neighbourhood;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.publish.Journal;
import dev.tmuxsupervisor.publish.JournalReader;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerIndex;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Everything that one command works with. */
final class Desk {
  private static final int LATEST = 5;

  /** Its owner is who we are, also where no name is known for the uid. */
  private static final Path OURSELVES = Path.of("/proc/self");

  private final Invocation invocation;
  private final Replies replies;
  private final ServerControl server;
  private final Supervision supervision;
  private final Surroundings surroundings;
  private final Path state;
  private final Journal journal;
  private final Examination examination;
  private final Map<Worker, Evidence> lastLooks = new ConcurrentHashMap<>();

  Desk(
      Invocation invocation,
      Replies replies,
      ServerControl server,
      Supervision supervision,
      Path state,
      Journal journal,
      Examination examination) {
    this.invocation = invocation;
    this.replies = replies;
    this.server = server;
    this.supervision = supervision;
    this.surroundings = new Surroundings(invocation, supervision::door);
    this.state = state;
    this.journal = journal;
    this.examination = examination;
  }

  /** A desk for one of several things that the command does at the same time. */
  Desk apart() {
    return new Desk(invocation, replies, server, supervision, state, journal, examination);
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Replies replies() {
    return replies;
  }

  ServerControl server() {
    return server;
  }

  Supervision supervision() {
    return supervision;
  }

  /** One for all commands: it knows what has been hanging since an earlier one. */
  Examination examination() {
    return examination;
  }

  /** Whether somebody looks at standard output. */
  boolean isTerminal() {
    return invocation.terminal();
  }

  /** Whether somebody looks at standard error. */
  boolean isErrorTerminal() {
    return invocation.errorTerminal();
  }

  WorkerIndex index() {
    return new WorkerIndex(state.resolve("workers.jsonl"));
  }

  Tmux tmux(TmuxSocket socket) {
    return surroundings.doors().apply(socket);
  }

  /** Eyes that ask each tmux server once. */
  Observer observer() throws CommandFailure, IOException {
    return observer(looks());
  }

  /** One look at each tmux server, for all eyes that share it. */
  TmuxLooks looks() {
    return new TmuxLooks(surroundings.doors());
  }

  /** Eyes that see what these looks see. */
  Observer observer(TmuxLooks looks) throws CommandFailure, IOException {
    return new Observer(
        looks, surroundings.socket(Optional.empty()), Files.getOwner(OURSELVES).getName());
  }

  /** Eyes for who works in which worker's directory. */
  Neighbourhood neighbourhood() throws CommandFailure, IOException {
    return neighbourhood(looks());
  }

  /** The same that see what these looks see. */
  Neighbourhood neighbourhood(TmuxLooks looks) throws CommandFailure, IOException {
    return new Neighbourhood(observer(looks), looks, surroundings.socket(Optional.empty()));
  }

  /** A look that is never answered from an earlier one. */
  Evidence look(Worker worker, Optional<WorkerSpec> spec, boolean underGuard) throws IOException {
    try {
      Evidence evidence = observer().look(worker, spec, underGuard);
      lastLooks.put(worker, evidence);
      return evidence;
    } catch (CommandFailure e) {
      throw new IOException(e.text(), e);
    }
  }

  /** Writes down what was done, with the evidence that it was decided by. */
  void journal(String event, Worker worker, ObjectNode details) throws InterruptedException {
    ObjectNode line = details.deepCopy();
    Optional.ofNullable(lastLooks.get(worker))
        .ifPresent(evidence -> line.set("evidence", EvidenceJson.of(evidence)));
    try {
      journal.write(event, worker, line);
    } catch (IOException e) {
      remark("supervisor: warning: the journal could not be written: " + e.getMessage());
    }
  }

  List<JsonFields> latestEvents(Worker worker) throws IOException {
    return journal.latest(worker, LATEST);
  }

  JournalReader journalReader() throws IOException {
    return JournalReader.open(state);
  }

  /** Answers a program. */
  int json(String schema, JsonNode data, List<String> warnings) {
    replies.out().println(Envelope.data(schema, data, warnings));
    return 0;
  }

  /** Answers a person, in one line that cannot move a cursor. */
  void say(String line) {
    replies.out().println(Printable.of(line));
  }

  /** Tells a person something beside the answer. */
  void remark(String line) {
    replies.err().println(Printable.of(line));
  }
}
