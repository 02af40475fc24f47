package dev.tmuxsupervisor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final List<String> PIECES =
      List.of("", "a", "é", "🤖", "\n", "\t", ";", "#(x)", "'", "\u0001", "e\u0301", "\uFFFD");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void everyRequestArrivesAsItWasSent() throws IOException {
    for (int i = 0; i < 2000; i++) {
      Request request = anyRequest();
      Request arrived = Request.decode(ByteBuffer.wrap(request.encode()));
      assertThat(arrived).as("seed %d, request %d", seed, i).isEqualTo(request);
    }
  }

  @Test
  void everyTruncatedRequestIsRefused() throws IOException {
    byte[] whole = anyRequest().encode();
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
      assertThatThrownBy(() -> Request.decode(cut))
          .as("seed %d, %d bytes", seed, length)
          .isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void aDamagedRequestIsReadOrRefusedButNeverTakesMemory() {
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = anyRequest().encode();
      for (int damage = 0; damage < 3; damage++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(Request.decode(ByteBuffer.wrap(bytes)).arguments().size())
            .isLessThan(bytes.length);
      } catch (ProtocolException refused) {
        assertThat(refused.getMessage()).as("seed %d", seed).isNotBlank();
      }
    }
  }

  @Test
  void everyFrameArrivesAsItWasSent() throws IOException {
    byte[] bytes = new byte[random.nextInt(Wire.MAX_FRAME)];
    random.nextBytes(bytes);
    List<Frame> frames =
        List.of(
            new Frame.Accepted(),
            new Frame.Output(ByteBuffer.wrap(bytes)),
            new Frame.Errors(ByteBuffer.wrap(bytes)),
            new Frame.Exit(-random.nextInt()),
            new Frame.HandOff(texts(5)),
            new Frame.OtherVersion("1.2.3+é"));
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      Wire.writeFrame(new DataOutputStream(sent), frame);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(sent.toByteArray()));
    for (Frame frame : frames) {
      assertThat(Wire.readFrame(in)).as("seed %d", seed).isEqualTo(frame);
    }
    assertThat(in.available()).isZero();
  }

  @Test
  void aGiantLengthIsRefusedBeforeMemoryIsTakenForIt() {
    byte[] frame = ByteBuffer.allocate(5).put((byte) 'O').putInt(Integer.MAX_VALUE).array();
    byte[] negative = ByteBuffer.allocate(5).put((byte) 'O').putInt(-1).array();
    assertThatThrownBy(() -> Wire.readFrame(in(frame))).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> Wire.readFrame(in(negative))).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> Wire.readRequestLength(in(new byte[] {0x7f, 0, 0, 0})))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void anOpeningWithAnotherMagicIsRefused() {
    assertThatThrownBy(() ->
            Wire.readOpening(
                in("GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))))
        .hasMessage("not a supervisor client");
  }

  /** If this fails, clients of before can no longer replace servers of after: see {@link Wire}. */
  @Test
  void thePartThatIsFixedForEverHasNotChanged() throws IOException {
    ByteArrayOutputStream quit = new ByteArrayOutputStream();
    Wire.writeQuit(new DataOutputStream(quit));
    assertThat(quit.toByteArray()).asHexString().isEqualTo("5355505651");
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    Wire.writeCommand(new DataOutputStream(command), 7, "b");
    assertThat(command.toByteArray()).asHexString().isEqualTo("5355505643000000070000000162");
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    Wire.writeFrame(new DataOutputStream(other), new Frame.OtherVersion("b"));
    assertThat(other.toByteArray()).asHexString().isEqualTo("560000000162");
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private Request anyRequest() {
    Map<String, String> environment = new HashMap<>();
    texts(6).forEach(name -> environment.put(name, text()));
    return new Request(
        texts(12),
        text(),
        environment,
        random.nextInt(),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private List<String> texts(int bound) {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(bound); i > 0; i--) {
      texts.add(text());
    }
    return texts;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
