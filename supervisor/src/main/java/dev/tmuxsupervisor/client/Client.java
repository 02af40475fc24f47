package dev.tmuxsupervisor.client;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program that the launcher runs. System properties: {@code supervisor.columns}, {@code
 * supervisor.terminal} and {@code supervisor.terminal.errors}, all found out by the launcher with
 * what a shell can ask and a JVM can't.
 */
final class Client {
  private static final int ATTEMPTS = 5;

  private final Options options;
  private final Servers servers;
  private final Place place;
  private final Path lib;
  private final Map<String, String> users;

  private Client(Options options, Place place, Path lib, Map<String, String> users, Ending ending) {
    this.options = options;
    this.place = place;
    this.lib = lib;
    this.users = users;
    servers = new Servers(place, lib, users, ending);
  }

  public static void main(String[] argv) throws InterruptedException {
    Ending ending = new Ending();
    int exit;
    Link.prepare();
    try {
      Map<String, String> users = Variables.ofUser(System.getenv());
      Options options = Options.parse(Arguments.exact(argv), users);
      Path lib = Path.of(System.getProperty("java.class.path")).resolveSibling("");
      exit = new Client(options, Place.of(options.server(), users), lib, users, ending).run();
    } catch (Refusal e) {
      System.err.println("supervisor: " + e.reason());
      exit = e.exit();
    } catch (IOException e) {
      System.err.println("supervisor: " + e);
      exit = 1;
    }
    System.out.flush();
    System.err.flush();
    ending.now(exit);
  }

  private int run() throws IOException, InterruptedException {
    return switch (options.kind()) {
      case RUN_SERVER -> {
        ServerProcess.makeFolders(place);
        yield handOff(ServerProcess.foreground(lib, place, users));
      }
      case ABOUT_SERVER, ORDINARY -> converse();
    };
  }

  private int converse() throws IOException, InterruptedException {
    String build = BuildId.of(lib);
    byte[] request = request();
    boolean replaced = false;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<Link> found = link();
      if (found.isEmpty()) {
        return notRunning();
      }
      // Closed by the end of this process where it comes now: that saves a command 1.5 ms.
      Link link = found.get();
      Outcome outcome = new Conversation(link).hold(place, build, request);
      if (outcome instanceof Outcome.Exited(int code)) {
        return code;
      } else if (outcome instanceof Outcome.HandedOff(List<String> argv)) {
        return handOff(argv);
      } else if (outcome instanceof Outcome.Lost) {
        throw new Refusal(1, "the server ended while it worked; its log: " + place.log());
      }
      link.close();
      if (outcome instanceof Outcome.OtherVersion(String other)) {
        if (replaced) {
          throw new Refusal(
              Refusal.PREREQUISITE,
              "the server is of build " + other + " again, and this client is " + build);
        }
        if (options.kind() == Options.Kind.ABOUT_SERVER) {
          return aboutOther(other);
        }
        replaced = true;
        servers.end();
      }
    }
    throw new Refusal(
        Refusal.PREREQUISITE, "the server hangs up before it answers; its log: " + place.log());
  }

  private Optional<Link> link() throws IOException, InterruptedException {
    return options.kind() == Options.Kind.ABOUT_SERVER
        ? servers.running()
        : Optional.of(servers.startedIfNeedBe());
  }

  private int aboutOther(String build) throws IOException {
    if (options.arguments().get(1).equals("stop")) {
      servers.end();
      System.out.println("the server of build " + build + " has ended");
      return 0;
    }
    throw new Refusal(
        1, "the running server is of build " + build + "; the next command replaces it");
  }

  private byte[] request() throws IOException {
    String directory = System.getProperty("user.dir");
    if (directory.indexOf('\uFFFD') >= 0) {
      throw new Refusal(Refusal.USAGE, "the working directory's name is not valid UTF-8");
    }
    Request request =
        new Request(
            options.arguments(),
            directory,
            Variables.chosen(
                users,
                options.arguments(),
                FleetNames.of(options.arguments(), Path.of(directory), users)),
            Integer.getInteger("supervisor.columns", 0),
            Boolean.getBoolean("supervisor.terminal"),
            Boolean.getBoolean("supervisor.terminal.errors"));
    byte[] encoded = request.encode();
    if (encoded.length > Wire.MAX_REQUEST) {
      throw new Refusal(
          Refusal.USAGE, "the command line is too long: " + encoded.length + " bytes");
    }
    return encoded;
  }

  private int notRunning() {
    String message = "no supervisor server is running (" + place.socket() + ")";
    if (options.json()) {
      System.out.println(Json.serverNotRunning(message));
    } else {
      System.err.println("supervisor: " + message);
    }
    return Refusal.ABSENT;
  }

  /** Tells the launcher, on its descriptor 3, which words to become. */
  private static int handOff(List<String> argv) throws IOException {
    try (FileOutputStream launcher = new FileOutputStream("/dev/fd/3")) {
      launcher.write(Shell.quote(argv).getBytes(StandardCharsets.UTF_8));
      return 0;
    }
  }
}
