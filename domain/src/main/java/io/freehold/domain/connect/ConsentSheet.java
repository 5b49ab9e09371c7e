package io.freehold.domain.connect;

import io.freehold.domain.Sha256;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.grant.ScopePattern;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// What an owner is shown before answering: who asks, how that is known, for what, what there is of
/// it now, and what would change (§5.5, §5.6, §6.3).
///
/// @param text the whole of it in plain lines; what is said in them is what is agreed to
/// @param warnings what to think of before saying yes; part of the text as well
public record ConsentSheet(
    ConnectRequest request,
    VerifiedApp app,
    List<Item> items,
    Difference difference,
    List<String> text,
    List<String> warnings) {
  public ConsentSheet {
    items = List.copyOf(items);
    text = List.copyOf(text);
    warnings = List.copyOf(warnings);
  }

  /// One scope that is asked for.
  ///
  /// @param label in words for a person
  /// @param description more words; empty where nobody wrote any
  /// @param existing the scopes below it that have data, at most as many as a grant may name
  /// @param existingCount how many there are
  public record Item(
      ScopePattern scope,
      String label,
      String description,
      List<ScopeSummary> existing,
      long existingCount) {
    public Item {
      existing = List.copyOf(existing);
    }
  }

  /// Lower-case hexadecimal SHA-256 of the lines, each with a line feed.
  public String hash() {
    MessageDigest digest = Sha256.begin();
    text.forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
