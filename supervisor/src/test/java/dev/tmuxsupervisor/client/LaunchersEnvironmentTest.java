package dev.tmuxsupervisor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchersEnvironmentTest {
  @Test
  void aLargeEnvironmentIsCutIntoWordsThatTheKernelTakes() {
    byte[] environ = new byte[250_000];
    environ[0] = (byte) 0xff;
    List<String> words = LaunchersEnvironment.words(environ);
    assertThat(words.getFirst()).isEqualTo("4");
    assertThat(words).hasSize(5).allMatch(word -> word.length() < 128 << 10);
    String joined = String.join("", words.subList(1, words.size()));
    assertThat(Base64.getDecoder().decode(joined)).isEqualTo(environ);
    assertThat(LaunchersEnvironment.words(new byte[0])).containsExactly("0");
  }
}
