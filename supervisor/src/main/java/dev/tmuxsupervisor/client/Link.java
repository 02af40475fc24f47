package dev.tmuxsupervisor.client;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** One connection to a server. */
final class Link implements AutoCloseable {
  private final SocketChannel channel;
  final DataInputStream in;
  final DataOutputStream out;

  private Link(SocketChannel channel) {
    this.channel = channel;
    in = new DataInputStream(Channels.newInputStream(channel));
    out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
  }

  /**
   * Has the JVM make ready what its first Unix-domain socket takes, 10 ms of it, on another core
   * than the one that finds out meanwhile what to say.
   */
  static void prepare() {
    nameOwnSelectorProvider();
    Thread preparing = new Thread(Link::openOne, "prepare");
    preparing.setDaemon(true);
    preparing.start();
  }

  private static void openOne() {
    try {
      SocketChannel.open(StandardProtocolFamily.UNIX).close();
    } catch (IOException whoeverConnectsIsTold) {
      return;
    }
  }

  /**
   * A connection, or nothing if no server listens there; {@link Refusal} on a planted directory.
   */
  static Optional<Link> to(Path socket) throws IOException {
    if (!isSocket(socket)) {
      return Optional.empty();
    }
    PrivateDirectory.check(socket.resolveSibling(""));
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return Optional.of(new Link(channel));
    } catch (IOException nobodyListens) {
      channel.close();
      return Optional.empty();
    }
  }

  /**
   * Spares the JVM, where its usual provider is the one of Linux, to look through all jars for
   * another: 3 of the 45 ms that a command takes.
   */
  private static void nameOwnSelectorProvider() {
    String usual = "sun.nio.ch.EPollSelectorProvider";
    try {
      Class.forName(usual);
      System.setProperty("java.nio.channels.spi.SelectorProvider", usual);
    } catch (ClassNotFoundException itHasAnother) {
      return;
    }
  }

  private static boolean isSocket(Path socket) throws IOException {
    try {
      return Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
