package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.tmux.OptionChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the options of one tmux server hold, as far as that is known. */
final class Displayed {
  /** Empty where a change was not answered: it may have been carried out, or not. */
  private final Map<Slot, Optional<String>> texts = new HashMap<>();

  /** What is to be changed for these and no others to be there; those of the whole server first. */
  List<OptionChange> changesTo(Map<Slot, String> wanted) {
    List<OptionChange> changes = new ArrayList<>();
    wanted.forEach((slot, text) -> {
      if (!Optional.of(text).equals(texts.get(slot))) {
        changes.add(new OptionChange(slot.target(), slot.option(), Optional.of(text)));
      }
    });
    texts.keySet().stream()
        .filter(slot -> !wanted.containsKey(slot))
        .forEach(
            slot -> changes.add(new OptionChange(slot.target(), slot.option(), Optional.empty())));
    changes.sort(Comparator.comparing(change -> change.target().isPresent()));
    return changes;
  }

  void carriedOut(List<OptionChange> changes) {
    for (OptionChange change : changes) {
      change
          .value()
          .ifPresentOrElse(
              text -> texts.put(slot(change), Optional.of(text)), () -> texts.remove(slot(change)));
    }
  }

  void unanswered(List<OptionChange> changes) {
    changes.forEach(change -> texts.put(slot(change), Optional.empty()));
  }

  void forget() {
    texts.clear();
  }

  private static Slot slot(OptionChange change) {
    return new Slot(change.target(), change.name());
  }
}
