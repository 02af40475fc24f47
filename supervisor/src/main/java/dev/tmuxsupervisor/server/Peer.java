package dev.tmuxsupervisor.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end, as the kernel tells it: SO_PEERCRED, unix(7). */
final class Peer {
  private final UserPrincipal us;

  private Peer(UserPrincipal us) {
    this.us = us;
  }

  /** Lets in whoever owns this file, which is one of ours. */
  static Peer ownerOf(Path file) throws IOException {
    return new Peer(Files.getOwner(file));
  }

  boolean isWelcome(SocketChannel channel) throws IOException {
    return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(us);
  }
}
