package dev.tmuxsupervisor.tmux;

import java.util.function.Function;

/**
 * What came of asking a tmux server. Only {@link NoServer} says that nothing runs there; {@link
 * Unreachable} says nothing about sessions at all.
 *
 * @param <T> what the server was asked for
 */
public sealed interface Answer<T> permits Running, NoServer, Unreachable, Refused {
  /** This answer with its content, if it has one, turned into another answer. */
  default <R> Answer<R> then(Function<? super T, ? extends Answer<R>> next) {
    return switch (this) {
      case Running<T>(T content) -> next.apply(content);
      case NoServer<T>(String text) -> new NoServer<>(text);
      case Unreachable<T>(Reason reason, String text) -> new Unreachable<>(reason, text);
      case Refused<T>(String text) -> new Refused<>(text);
    };
  }

  /** This answer with its content, if it has one, replaced. */
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return then(content -> new Running<>(change.apply(content)));
  }
}
