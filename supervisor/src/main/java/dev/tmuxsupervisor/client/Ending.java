package dev.tmuxsupervisor.client;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The end of this process. {@link Runtime#halt} gives threads in native code 300 ms to come back
 * (HotSpot's {@code VM_Exit::wait_for_threads_in_native_to_block}). A client that started the
 * server has one that never does: the JDK's own, which waits for the server as for any child.
 */
final class Ending {
  private Optional<MethodHandle> atOnce = Optional.empty();

  /** Makes _exit(2) ready, which waits for nobody; it takes 50 ms, so not when it is needed. */
  @SuppressWarnings("restricted") // the launcher enables native access
  void hasten() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("_exit");
    if (function.isPresent()) {
      FunctionDescriptor takesStatus = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT);
      atOnce = Optional.of(linker.downcallHandle(function.get(), takesStatus));
    }
  }

  /** Nothing of ours is left to do: what was written is flushed, and there are no hooks. */
  void now(int status) {
    if (atOnce.isPresent()) {
      try {
        atOnce.get().invokeExact(status);
      } catch (Throwable e) {
        throw new AssertionError(e); // declared for any handle; a C function throws nothing
      }
    }
    Runtime.getRuntime().halt(status);
  }
}
