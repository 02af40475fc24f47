package dev.tmuxsupervisor.tmux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A creation in words for people, without the values of variables, which may be secret. */
final class Preview {
  private Preview() {}

  static String of(TmuxSocket socket, NewSession wanted) {
    Map<String, String> masked = new LinkedHashMap<>();
    wanted.environment().keySet().forEach(name -> masked.put(name, "***"));
    List<List<String>> commands = new ArrayList<>();
    commands.add(Creation.start(wanted, List.of(), masked));
    commands.addAll(Creation.finish(wanted));
    String script =
        commands.stream().map(Preview::line).collect(Collectors.joining(" ;\n  ", "  ", ""));
    return "cd %s && tmux -u -S %s source-file -\n%s"
        .formatted(
            Quoting.readable(Creation.clientsDirectory(wanted).toString()),
            Quoting.readable(socket.toString()),
            script);
  }

  private static String line(List<String> command) {
    return command.stream().map(Quoting::readable).collect(Collectors.joining(" "));
  }
}
