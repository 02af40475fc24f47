package dev.tmuxsupervisor.lock;

/** Sabotage: what cannot be parsed is taken for no lock, as a careless reader would. */
public final class DamagedIsAbsent {
  private DamagedIsAbsent() {}

  /** In place of {@link LockFile}'s own. */
  public static LockReading parse(BoundedFile.Content.Whole file) {
    try {
      return new LockReading.Present(LockJson.parse(file.text()), file.fingerprint(), file.owner());
    } catch (JsonFields.Malformed e) {
      return new LockReading.Absent();
    } catch (LockJson.TooNew e) {
      return new LockReading.Unreadable("sabotaged");
    }
  }
}
