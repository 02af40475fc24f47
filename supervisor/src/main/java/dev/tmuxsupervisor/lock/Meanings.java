package dev.tmuxsupervisor.lock;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers what texts mean that are read again and again, as those of workers that live on. It can
 * never be out of date: the same text always means the same.
 */
public final class Meanings<T> {
  /** Characters; a thousand workers have files of one or two thousand each. */
  private static final long MOST = 4L << 20;

  private static final int LONGEST = 64 << 10;

  /** Nobody reads a text again that three sweeps have not met: the worker's file has another. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(3);

  private final Cache<String, T> known =
      CacheBuilder.newBuilder()
          .maximumWeight(MOST)
          .expireAfterAccess(FORGOTTEN)
          .weigher((String text, T _) -> text.length())
          .concurrencyLevel(1) // each segment has its part of the weight
          .build();

  /** What the text means, if that was told before and there was room for it. */
  public Optional<T> of(String text) {
    return Optional.ofNullable(known.getIfPresent(text));
  }

  /** Remembers it, and gives it back. */
  public T learn(String text, T meaning) {
    if (text.length() <= LONGEST) {
      known.put(text, meaning);
    }
    return meaning;
  }
}
