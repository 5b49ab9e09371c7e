package io.freehold.adapters.persistence;

import io.freehold.application.Limits;
import io.freehold.application.port.HomeCare;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.domain.upkeep.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Looking after a home in tests.
public final class Upkeep {
  private final HomeCare care;

  public Upkeep(Path home) {
    care =
        PersistenceAdapter.care(
            home, Limits.DEFAULT, Cast.CLOCK, new FakeSignatures(), _ -> Cast.SERVER_KEY);
  }

  public HomeCare care() {
    return care;
  }

  /// Everything that is found.
  public List<Finding> findings() {
    var found = new ArrayList<Finding>();
    var _ = care.inspect(found::add);
    return found;
  }

  /// What is wrong, as `kind place`.
  public List<String> defects() {
    return findings().stream().filter(Finding::isDefect).map(Upkeep::text).toList();
  }

  /// What is worth knowing and not wrong.
  public List<String> notes() {
    return findings().stream().filter(f -> !f.isDefect()).map(Upkeep::text).toList();
  }

  private static String text(Finding finding) {
    return finding.kind().word() + " " + finding.place();
  }

  /// What was done, as `kind place: what`.
  public List<String> repair() {
    var done = new ArrayList<String>();
    care.repair((finding, what) -> done.add(text(finding) + ": " + what));
    return done;
  }
}
