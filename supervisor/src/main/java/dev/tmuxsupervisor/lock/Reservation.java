package dev.tmuxsupervisor.lock;

import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Printable;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of a lock that a person or a script took by hand, to keep agents out. No process stands
 * behind it: it lasts until it is released or its time is over.
 *
 * @param id 32 hexadecimal digits, new for every lock; whoever knows it releases this one alone
 * @param worker the worker's name when it was locked
 * @param who in one line, as {@link #isFit} says
 * @param reason in one line, as {@link #isFit} says
 * @param here where it was written
 * @param uid of the user who took it
 * @param end when it frees itself; empty when it never does
 */
public record Reservation(
    String id,
    String worker,
    String who,
    String reason,
    KernelIdentity here,
    long uid,
    Optional<End> end) {

  /**
   * What such a lock says in Gas Town's field {@code pid}. A pid that is free may be some other
   * program's tomorrow, and the supervisor's own is gone with it; process 1 is there as long as the
   * machine is up. Programs that look at the pid alone, and know that EPERM means alive, keep out;
   * one that signals it hits nobody's process: only root may, and the kernel keeps init from
   * signals that it does not handle. We neither probe nor signal it.
   */
  public static final long PID = 1;

  /** The most characters of {@code who} and of {@code reason}. */
  public static final int LONGEST = 200;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  /**
   * When it is over, on two clocks.
   *
   * @param until wall clock, for people, and for a later boot
   * @param due the clock that nobody sets, for the boot that it was taken on
   */
  public record End(Instant until, BootTime due) {
    /** Whether that moment has come, by the clock that can be trusted. */
    boolean isOver(BootTime now, Instant wall) {
      return due.boot().equals(now.boot()) ? due.isOver(now) : !until.isAfter(wall);
    }
  }

  /** Throws IllegalArgumentException for what could not be shown in one line, or is no id. */
  public Reservation {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id is not 32 hexadecimal digits");
    }
    if (!isFit(who) || !isFit(reason)) {
      throw new IllegalArgumentException("who or reason is empty, too long or not printable");
    }
  }

  /**
   * Whether a text can stand for {@code who} or {@code reason}: not blank, at most {@value
   * #LONGEST} characters, and none that would move a cursor or hide others.
   */
  public static boolean isFit(String text) {
    return !text.isBlank() && text.length() <= LONGEST && Printable.of(text).equals(text);
  }

  /** Whether its time is over. */
  public boolean isOver(BootTime now, Instant wall) {
    return end.filter(it -> it.isOver(now, wall)).isPresent();
  }
}
