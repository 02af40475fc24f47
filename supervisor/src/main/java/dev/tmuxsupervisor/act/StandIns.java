package dev.tmuxsupervisor.act;

/**
 * Whom somebody calls while processes take their time to end, which may be as long as their user
 * allows: others are looked after meanwhile.
 */
@FunctionalInterface
public interface StandIns {
  /** Of somebody whom nobody waits for. */
  StandIns NONE = () -> () -> {};

  /** Makes room for another until it is closed, which waits until there is room again. */
  StandIn call();

  /** The time in which another may act. */
  @FunctionalInterface
  interface StandIn extends AutoCloseable {
    @Override
    void close();
  }
}
