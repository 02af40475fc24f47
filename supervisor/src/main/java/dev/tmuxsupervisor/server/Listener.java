package dev.tmuxsupervisor.server;

import dev.tmuxsupervisor.client.Place;
import dev.tmuxsupervisor.client.PrivateDirectory;
import dev.tmuxsupervisor.client.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The socket that clients connect to, and the file by which they find it. */
final class Listener implements Closeable {
  private static final int BACKLOG = 512;

  private final ServerSocketChannel channel;
  private final Path socket;
  private final Object inode;

  private Listener(ServerSocketChannel channel, Path socket, Object inode) {
    this.channel = channel;
    this.socket = socket;
    this.inode = inode;
  }

  /**
   * Listens at the place, whatever lay there; {@link Refusal} if it is another server that answers.
   * The socket gets its name when it is ready, so that no client meets it before.
   */
  static Listener at(Place place) throws IOException {
    PrivateDirectory.ensure(place.socket().resolveSibling(""));
    PrivateDirectory.ensure(place.calls()); // a logout may have taken both
    if (answers(place.socket())) {
      throw new Refusal(Refusal.PREREQUISITE, "another server answers at " + place.socket());
    }
    Path unfinished = place.unfinishedSocket();
    Files.deleteIfExists(unfinished);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(unfinished), BACKLOG);
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
      Object inode = inode(unfinished);
      Files.move(unfinished, place.socket(), StandardCopyOption.ATOMIC_MOVE);
      return new Listener(channel, place.socket(), inode);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether somebody listens there. Never waits: a full queue is somebody too. */
  static boolean answers(Path socket) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(socket));
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  SocketChannel accept() throws IOException {
    return channel.accept();
  }

  /** Whether clients that come by the path still come to us. */
  boolean isStillThere() throws IOException {
    try {
      return inode(socket).equals(inode);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Object inode(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /** Stops listening and removes the file, if it is still ours. */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (isStillThere()) {
        Files.deleteIfExists(socket);
      }
    }
  }
}
