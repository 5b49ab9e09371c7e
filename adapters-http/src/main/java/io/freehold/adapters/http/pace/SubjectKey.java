package io.freehold.adapters.http.pace;

import io.freehold.domain.Sha256;
import java.util.Base64;

/// What somebody is counted by who asks about one thing: who asks, and a hash of what is asked
/// about, which may be as long as the asker likes.
public final class SubjectKey {
  private SubjectKey() {}

  public static String of(String caller, String subject) {
    byte[] hash = Sha256.of(subject);
    return caller + " " + Base64.getEncoder().withoutPadding().encodeToString(hash);
  }
}
