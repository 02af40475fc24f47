package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Descriptors to wait for together, in the memory that poll(2) wants: it grows, and is used again
 * at each wait. For one thread.
 */
final class PollSet {
  private static final int BYTES = 8; // struct pollfd: int fd, short events, short revents
  private static final int EVENTS = 4;
  private static final int RETURNED = 6;
  private static final short POLLIN = 1;
  private static final int NOTHING = -1; // poll(2) passes over it

  private ByteBuffer memory = allocate(1);
  private int size;
  private boolean anyReady;

  private static ByteBuffer allocate(int descriptors) {
    return ByteBuffer.allocateDirect(descriptors * BYTES).order(ByteOrder.nativeOrder());
  }

  void clear() {
    size = 0;
    anyReady = false;
  }

  /** Adds one; the first has number 0. */
  void add(int descriptor) {
    if (memory.capacity() == size * BYTES) {
      memory = allocate(2 * size).put(memory.clear()).clear();
    }
    int at = size * BYTES;
    memory.putInt(at, descriptor).putShort(at + EVENTS, POLLIN).putShort(at + RETURNED, (short) 0);
    size++;
  }

  /** Adds one that needs no waiting for. */
  void addReady() {
    add(NOTHING);
    anyReady = true;
  }

  /** Waits until one is ready; an interruption by a signal may end the wait too. */
  void await() throws IOException {
    await(anyReady ? 0 : -1);
  }

  /** As {@link #await()}, and at most so many milliseconds; false when none is ready then. */
  boolean await(int millis) throws IOException {
    return Libc.poll(memory, size, millis) || anyReady;
  }

  /** Whether the last wait found something to read, an end or an error at this one. */
  boolean isReady(int number) {
    int at = number * BYTES;
    return memory.getInt(at) == NOTHING || memory.getShort(at + RETURNED) != 0;
  }
}
