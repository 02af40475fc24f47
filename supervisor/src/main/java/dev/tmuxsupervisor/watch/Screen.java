package dev.tmuxsupervisor.watch;

import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** The user's terminal, taken over and given back as it was. */
final class Screen implements AutoCloseable {
  private final Terminal terminal;
  private final Display display;
  private final Keyboard keyboard;
  private final Attributes before;
  private final String farewell;
  private boolean taken;

  private Screen(Terminal terminal) {
    this.terminal = terminal;
    before = terminal.getAttributes();
    display = new Display(terminal, true);
    keyboard = new Keyboard(terminal.reader());
    farewell =
        sequence(Capability.exit_attribute_mode)
            + sequence(Capability.cursor_normal)
            // Once it was made wider, tmux 3.3a would mix our lines into those from before us.
            + sequence(Capability.clear_screen)
            + sequence(Capability.exit_ca_mode);
  }

  /** The terminal, not yet taken over; empty where there is none that can show a table. */
  static Optional<Screen> open() throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .dumb(true)
            .providers(TerminalBuilder.PROP_PROVIDER_FFM)
            .exec(false) // it runs whatever is called "test" in PATH
            .encoding(StandardCharsets.UTF_8)
            .graphemeCluster(false) // asks the terminal, and mixes its answer with the keys
            .build();
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)
        || terminal.getStringCapability(Capability.cursor_address) == null) {
      terminal.close();
      return Optional.empty();
    }
    return Optional.of(new Screen(terminal));
  }

  private String sequence(Capability capability) {
    String sequence = terminal.getStringCapability(capability);
    return sequence == null ? "" : Curses.tputs(sequence);
  }

  /** Takes it over. */
  synchronized void take() {
    if (!taken) {
      taken = true;
      terminal.enterRawMode();
      Attributes raw = terminal.getAttributes();
      raw.setLocalFlag(Attributes.LocalFlag.ISIG, false); // Ctrl-C is a key
      terminal.setAttributes(raw);
      terminal.puts(Capability.enter_ca_mode);
      terminal.puts(Capability.cursor_invisible);
      terminal.flush();
      display.clear();
    }
  }

  /** Gives it back. */
  synchronized void giveBack() {
    if (taken) {
      farewell();
      terminal.setAttributes(before);
    }
  }

  /** Past the library, which closes the terminal at the same time when a signal ends us. */
  private synchronized void farewell() {
    taken = false;
    try (OutputStream out = new FileOutputStream("/dev/tty")) {
      out.write(farewell.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException gone) {
      return; // there is no terminal left to restore
    }
  }

  /** Tells when its size has changed. */
  void onResize(Runnable told) {
    terminal.handle(Terminal.Signal.WINCH, _ -> told.run());
  }

  /** Columns and rows; an unknown size counts as that of the first terminals. */
  Size size() {
    Size size = terminal.getSize();
    return Size.of(
        size.getColumns() > 0 ? size.getColumns() : 80, size.getRows() > 0 ? size.getRows() : 24);
  }

  /** Draws what differs from what was drawn before. */
  synchronized void draw(List<AttributedString> lines, Size size) {
    if (!taken) {
      return;
    }
    display.resize(size);
    List<AttributedString> apart = new ArrayList<>();
    for (AttributedString line : lines) {
      // With a line end, or each would be taken for the beginning of the next.
      apart.add(AttributedString.join(AttributedString.EMPTY, line, AttributedString.NEWLINE));
    }
    apart.set(apart.size() - 1, lines.getLast());
    display.update(apart, 0);
  }

  /** Draws all anew the next time. */
  void forget() {
    display.clear();
  }

  /** At a signal JLine closes the terminal under whoever reads, as if it had hung up. */
  Optional<Key> key(Duration atMost) throws IOException {
    try {
      return keyboard.read(atMost);
    } catch (IOException | IOError | IllegalStateException e) {
      if (isEnding()) {
        return Optional.of(Key.Named.HANGUP);
      }
      throw e;
    }
  }

  private static boolean isEnding() {
    Thread probe = Thread.ofPlatform().unstarted(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true; // as documented: the virtual machine is on its way out
    }
  }

  @Override
  public void close() throws IOException {
    giveBack();
    terminal.close();
  }

  /** Has the terminal given back when a signal ends this program. */
  void giveBackWhenEnded() {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  synchronized (this) {
                    if (taken) {
                      farewell();
                    }
                  }
                }));
  }
}
