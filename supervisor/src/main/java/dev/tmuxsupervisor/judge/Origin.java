package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.KernelIdentity;

/** Where a lock was written, seen from here: a pid means something in one place only. */
public enum Origin {
  /** This boot, this pid namespace. */
  HERE,
  /** This host before it was started again: every process of then is dead. */
  OLDER_BOOT,
  /** This box before it was started again: its container ended, and every process of it. */
  EARLIER_BOX,
  /** This kernel, but another container: its pids are not ours. */
  OTHER_NAMESPACE,
  /** Another machine, over a shared directory. */
  OTHER_HOST;

  /** Decides by the lock's own words. */
  public static Origin of(LockRecord lock, KernelIdentity here) {
    return lock.here()
        .map(there -> of(there, here))
        .orElseGet(() ->
            lock.hostname().isEmpty() || lock.hostname().equals(here.hostname())
                ? HERE
                : OTHER_HOST);
  }

  private static Origin of(KernelIdentity there, KernelIdentity here) {
    if (there.bootId().equals(here.bootId())) {
      // The boot id is the kernel's own: a host that was renamed meanwhile is still this one.
      return onThisBoot(there, here);
    }
    boolean otherMachine =
        there.machine().isPresent()
            && here.machine().isPresent()
            && !there.machine().equals(here.machine());
    return !otherMachine && there.hostname().equals(here.hostname()) ? OLDER_BOOT : OTHER_HOST;
  }

  /** The kernel gives the number of a namespace that is gone to another: two boxes stay two. */
  private static Origin onThisBoot(KernelIdentity there, KernelIdentity here) {
    boolean bothKnown = there.box().isPresent() && here.box().isPresent();
    boolean sameBox = bothKnown && there.box().equals(here.box());
    boolean otherBox = bothKnown && !sameBox;
    if (there.pidNamespace().equals(here.pidNamespace()) && !otherBox) {
      return HERE;
    }
    return sameBox ? EARLIER_BOX : OTHER_NAMESPACE;
  }
}
