package dev.tmuxsupervisor.server;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.tmuxsupervisor.client.BuildId;
import dev.tmuxsupervisor.client.Place;
import dev.tmuxsupervisor.client.PrivateDirectory;
import dev.tmuxsupervisor.client.Refusal;
import dev.tmuxsupervisor.command.Commands;
import dev.tmuxsupervisor.loop.FleetLoop;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.LibcNotify;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The server's program. Arguments: {@code --detach} or {@code --foreground}, the server's name, its
 * socket, its state directory. Exit code 0 also when another server was first.
 */
final class ServerMain {
  private static final Duration END = Duration.ofSeconds(13);

  private ServerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    int exit = 0;
    try {
      serve(arguments);
    } catch (Refusal e) {
      System.err.println("supervisor: " + e.reason());
      exit = e.exit();
    } catch (IOException | URISyntaxException e) {
      System.err.println("supervisor: the server can't start: " + e);
      exit = 1;
    }
    System.exit(exit);
  }

  private static void serve(String[] arguments)
      throws IOException, InterruptedException, URISyntaxException {
    if (arguments.length != 4) {
      throw new Refusal(Refusal.USAGE, "the server is started by: supervisor server run");
    }
    Place place = new Place(arguments[1], Path.of(arguments[2]), Path.of(arguments[3]));
    if (arguments[0].equals("--detach")) {
      Libc.newSession();
    }
    PrivateDirectory.ensure(place.state());
    Optional<InstanceLock> lock = InstanceLock.take(place);
    if (lock.isEmpty()) {
      if (!arguments[0].equals("--detach")) {
        System.err.println("supervisor: a server is running already");
        tellReady(); // to end now is no failure, which systemd would answer by starting it again
      }
      return;
    }
    TemporaryFiles.empty(place.temporary());
    TemporaryFiles.empty(place.calls());
    ServerLog log = ServerLog.open(place);
    FleetLoop loop =
        new FleetLoop(
            place.state(), System.getenv(), OwnCommand.words(place.name(), System.getenv()));
    Server server =
        new Server(
            place,
            BuildId.of(library()),
            lock.get(),
            background(loop),
            control -> new Commands(control, loop, place.state()));
    Thread ending = new Thread(() -> end(server, log), "ending");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      server.run();
    } catch (IOException e) {
      Runtime.getRuntime().removeShutdownHook(ending);
      throw e;
    }
  }

  private static Background background(FleetLoop loop) {
    return new Background() {
      @Override
      public void start() {
        loop.start();
        tellReady();
      }

      @Override
      public void stop() {
        loop.stop();
      }

      @Override
      public void finish(Duration patience) throws InterruptedException {
        loop.finish(patience);
      }
    };
  }

  /**
   * From now on a unit of systemd's counts as started, and a command after that finds this server
   * where it would else have started one beside it.
   */
  private static void tellReady() {
    String socket = System.getenv("NOTIFY_SOCKET");
    if (socket != null) {
      try {
        LibcNotify.tell(socket, "READY=1");
      } catch (IOException e) {
        ServerLog.LOGGER.log(WARNING, "systemd does not hear that the server is ready", e);
      }
    }
  }

  private static Path library() throws URISyntaxException {
    return Path.of(ServerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolveSibling("");
  }

  /** Ends in good order, with 0 where the JVM would say 143: being stopped is no failure. */
  private static void end(Server server, ServerLog log) {
    server.stop();
    int exit = 1;
    try {
      if (server.awaitEnd(END)) {
        exit = 0;
      } else {
        ServerLog.LOGGER.log(ERROR, "the server did not come to its end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it; the process ends here
    }
    log.end();
    Runtime.getRuntime().halt(exit);
  }
}
