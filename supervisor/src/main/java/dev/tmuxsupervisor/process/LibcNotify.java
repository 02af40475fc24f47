package dev.tmuxsupervisor.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Tells the program that manages this process how it is: sd_notify(3), without its library. */
public final class LibcNotify {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int LONGEST_NAME = 108; // of a struct sockaddr_un: unix(7)

  private interface Calls extends Library {
    int socket(int domain, int type, int protocol) throws LastErrorException;

    long sendto(int fd, byte[] bytes, long length, int flags, byte[] address, int addressLength)
        throws LastErrorException;

    String strerror(int errno);
  }

  private static final Calls C = Native.load(Calls.class);

  private LibcNotify() {}

  /**
   * Says one thing, such as {@code READY=1}.
   *
   * @param socket as {@code NOTIFY_SOCKET} names it: an absolute path, or {@code @} and a name that
   *     is in no file system
   */
  public static void tell(String socket, String word) throws IOException {
    byte[] address = address(socket);
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    try {
      int fd = C.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      try {
        C.sendto(fd, bytes, bytes.length, MSG_NOSIGNAL, address, address.length);
      } finally {
        Libc.close(fd);
      }
    } catch (LastErrorException e) {
      throw new ErrnoException("sendto " + socket, e.getErrorCode(), C.strerror(e.getErrorCode()));
    }
  }

  private static byte[] address(String socket) throws IOException {
    byte[] name = socket.getBytes(StandardCharsets.UTF_8);
    boolean hidden = socket.startsWith("@");
    if ((!hidden && !socket.startsWith("/")) || name.length > LONGEST_NAME) {
      throw new IOException("NOTIFY_SOCKET names no socket: " + Printable.of(socket));
    }
    if (hidden) {
      name[0] = 0;
    }
    return ByteBuffer.allocate(Short.BYTES + name.length)
        .order(ByteOrder.nativeOrder())
        .putShort((short) AF_UNIX)
        .put(name)
        .array();
  }
}
