package dev.tmuxsupervisor.server;

import dev.tmuxsupervisor.client.Place;
import dev.tmuxsupervisor.client.PrivateDirectory;
import dev.tmuxsupervisor.client.Wire;
import dev.tmuxsupervisor.command.CommandRunner;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The real server in this JVM, with commands of the test's own. */
final class HostedServer implements AutoCloseable {
  final Place place;
  final Server server;
  private final CompletableFuture<Void> run;

  private HostedServer(Place place, Server server) {
    this.place = place;
    this.server = server;
    run =
        CompletableFuture.runAsync(
            () -> {
              try {
                server.run();
              } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
              }
            },
            task -> Thread.ofPlatform().name("server").start(task));
    Awaitility.await().until(() -> run.isDone() || Files.exists(place.socket()));
  }

  static HostedServer start(Path runtime, Path state, String build, CommandRunner runner)
      throws IOException, InterruptedException {
    Place place = new Place("default", runtime.resolve("supervisor/default.sock"), state);
    PrivateDirectory.ensure(state);
    InstanceLock lock = InstanceLock.take(place).orElseThrow();
    return new HostedServer(place, new Server(place, build, lock, new Idle(), _ -> runner));
  }

  SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(place.socket()));
  }

  static DataInputStream in(SocketChannel channel) {
    return new DataInputStream(Channels.newInputStream(channel));
  }

  static DataOutputStream out(SocketChannel channel) {
    return new DataOutputStream(Channels.newOutputStream(channel));
  }

  /** Opens a command of no arguments, in the bytes that {@link Wire} describes. */
  static void open(DataOutputStream out, String build) throws IOException {
    out.writeBytes("SUPVC");
    out.writeInt(Wire.PROTOCOL);
    out.writeInt(build.length());
    out.writeBytes(build);
  }

  static void request(DataOutputStream out, String argument) throws IOException {
    out.writeInt(4 + 1 + 4 + 1 + 4 + 4 + argument.length() + 4);
    out.writeInt(80);
    out.writeByte(0);
    out.writeInt(1);
    out.writeBytes("/");
    out.writeInt(1);
    out.writeInt(argument.length());
    out.writeBytes(argument);
    out.writeInt(0);
  }

  @Override
  public void close() {
    server.stop();
    run.orTimeout(Duration.ofSeconds(30).toSeconds(), java.util.concurrent.TimeUnit.SECONDS).join();
  }

  /** Looks after nobody. */
  private static final class Idle implements Background {
    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void finish(Duration patience) {}
  }
}
