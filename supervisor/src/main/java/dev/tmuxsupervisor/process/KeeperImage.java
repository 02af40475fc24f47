package dev.tmuxsupervisor.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A program of one page that keeps descriptor 0 open until the process of the pidfd at 1 is over.
 * It is written in machine code since it is to cost nothing while it waits: no runtime, no library,
 * no file. {@code code} does this and ends with its own name for ps(1):
 *
 * <pre>
 *   close_range(2, ~0, 0)                       or exit with the errno
 *   fork()                                      or exit with the errno; the parent exits with 0
 *   prctl(PR_SET_NAME, "hold-keeper")
 *   until poll({1, POLLIN}, 1, -1) == 1
 *   exit_group(0)
 * </pre>
 */
final class KeeperImage {
  private static final int ELF_HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final long ADDRESS = 0x400000;
  private static final int READ_AND_EXECUTE = 5;

  private static final KeeperImage X86_64 =
      new KeeperImage(
          62,
          HexFormat.of()
              .parseHex(
                  "b8b4010000" // mov eax, 436: close_range
                      + "bf02000000" // mov edi, 2
                      + "beffffffff" // mov esi, ~0
                      + "31d2" // xor edx, edx
                      + "0f05" // syscall
                      + "85c0" // test eax, eax
                      + "754d" // jnz failed
                      + "b839000000" // mov eax, 57: fork
                      + "0f05" // syscall
                      + "85c0" // test eax, eax
                      + "7842" // js failed
                      + "7537" // jnz done
                      + "b89d000000" // mov eax, 157: prctl
                      + "bf0f000000" // mov edi, PR_SET_NAME
                      + "488d3535000000" // lea rsi, name
                      + "0f05" // syscall
                      + "48b80100000001000000" // mov rax, {fd 1, POLLIN}
                      + "50" // push rax
                      + "b807000000" // again: mov eax, 7: poll
                      + "4889e7" // mov rdi, rsp
                      + "be01000000" // mov esi, 1
                      + "baffffffff" // mov edx, -1
                      + "0f05" // syscall
                      + "83f801" // cmp eax, 1
                      + "75e7" // jne again
                      + "31ff" // done: xor edi, edi
                      + "b8e7000000" // exit: mov eax, 231: exit_group
                      + "0f05" // syscall
                      + "89c7" // failed: mov edi, eax
                      + "f7df" // neg edi
                      + "ebf3" // jmp exit
                      + HexFormat.of()
                          .formatHex("hold-keeper\0".getBytes(StandardCharsets.US_ASCII))));

  private final int machine;
  private final byte[] code;

  /** Of an architecture by its number in elf(5). */
  private KeeperImage(int machine, byte[] code) {
    this.machine = machine;
    this.code = code;
  }

  /** The one for this machine, if there is one. */
  static Optional<KeeperImage> ofThisMachine() {
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return machine.equals("amd64") || machine.equals("x86_64")
        ? Optional.of(X86_64)
        : Optional.empty();
  }

  /** The whole file: one segment, elf(5). */
  byte[] file() {
    int headers = ELF_HEADER + PROGRAM_HEADER;
    int size = headers + code.length;
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    file.putShort((short) 2).putShort((short) machine).putInt(1); // an executable of version 1
    file.putLong(ADDRESS + headers).putLong(ELF_HEADER).putLong(0).putInt(0);
    file.putShort((short) ELF_HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 1);
    file.putShort((short) 0).putShort((short) 0).putShort((short) 0); // no sections
    file.putInt(1).putInt(READ_AND_EXECUTE).putLong(0).putLong(ADDRESS).putLong(ADDRESS);
    file.putLong(size).putLong(size).putLong(0x1000);
    return file.put(code).array();
  }
}
