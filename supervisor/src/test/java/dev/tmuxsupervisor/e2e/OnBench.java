package dev.tmuxsupervisor.e2e;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh bench for every test. */
abstract class OnBench {
  private @Nullable Bench bench;

  @BeforeEach
  void open() throws Exception {
    bench = Bench.create();
  }

  @AfterEach
  void close() throws Exception {
    bench().close();
  }

  Bench bench() {
    return java.util.Objects.requireNonNull(bench);
  }
}
