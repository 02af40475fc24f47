package sabotage;

import dev.tmuxsupervisor.judge.Origin;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.KernelIdentity;

/** Believes every pid, wherever and whenever it was written down. */
public final class Here {
  private Here() {}

  public static Origin of(LockRecord lock, KernelIdentity here) {
    return Origin.HERE;
  }

  public static Origin of(KernelIdentity there, KernelIdentity here) {
    return Origin.HERE;
  }
}
