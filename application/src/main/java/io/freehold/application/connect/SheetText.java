package io.freehold.application.connect;

import io.freehold.domain.connect.ConnectRequest;
import io.freehold.domain.connect.ConsentSheet.Item;
import io.freehold.domain.connect.Difference;
import io.freehold.domain.connect.ShownText;
import io.freehold.domain.connect.VerifiedApp;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The lines of a consent sheet: plain text, in which strangers' words are bounded and harmless
/// (threat T17).
final class SheetText {
  private static final int URL_CHARACTERS_MAX = 200;
  private static final int NAMED_MAX = 10;

  private SheetText() {}

  static List<String> of(
      ConnectRequest request,
      VerifiedApp app,
      List<Item> items,
      Difference difference,
      List<String> warnings) {
    var lines = new ArrayList<String>();
    lines.add("\"%s\" asks to read your data.".formatted(app.name()));
    lines.add("Its address: " + shown(app.appUrl()));
    lines.add(
        "Verified: the builder %s is registered with this address, and its key signed what is published there."
            .formatted(app.builder().address()));
    link("Privacy policy", app.privacyPolicyUrl()).ifPresent(lines::add);
    link("Terms of service", app.termsUrl()).ifPresent(lines::add);
    link("Support", app.supportUrl()).ifPresent(lines::add);
    link("Your answer is also sent to", request.asked().webhookUrl()).ifPresent(lines::add);
    lines.add("It asks for:");
    items.forEach(item -> lines.add("- " + words(item)));
    lines.addAll(words(difference));
    warnings.forEach(warning -> lines.add("Note: " + warning));
    return lines;
  }

  private static Optional<String> link(String what, Optional<String> url) {
    return url.map(text -> what + ": " + shown(text));
  }

  private static String shown(String untrusted) {
    return ShownText.of(untrusted, URL_CHARACTERS_MAX).text();
  }

  private static String words(Item item) {
    String description = item.description().isEmpty() ? "" : " " + item.description() + ".";
    return "%s (%s).%s %s"
        .formatted(item.label(), item.scope(), description, existing(item))
        .replace("..", ".");
  }

  private static String existing(Item item) {
    if (item.existing().isEmpty()) {
      return "You have none of it now.";
    }
    if (!item.scope().isOpenEnded()) {
      ScopeSummary only = item.existing().getFirst();
      return "You have %s, the newest of %s."
          .formatted(versions(only.versionCount()), only.latestCollectedAt());
    }
    String named =
        item.existing().stream()
            .limit(NAMED_MAX)
            .map(scope -> "%s (%s)".formatted(scope.scope(), versions(scope.versionCount())))
            .collect(Collectors.joining(", "));
    long more = item.existingCount() - Math.min(NAMED_MAX, item.existing().size());
    return "Now that is: " + named + (more > 0 ? " and " + more + " more." : ".");
  }

  private static String versions(long count) {
    return count == 1 ? "1 version" : count + " versions";
  }

  private static List<String> words(Difference difference) {
    var lines = new ArrayList<String>();
    if (difference.isFirst()) {
      lines.add("It has no grant of yours now.");
      return lines;
    }
    difference.amended().forEach(grant -> lines.add(words("It may read already", grant)));
    difference.others().forEach(grant -> lines.add(words("Apart from that it may read", grant)));
    scopes("New would be", difference.added()).ifPresent(lines::add);
    scopes("Not asked for any more", difference.dropped()).ifPresent(lines::add);
    return lines;
  }

  private static String words(String begin, Grant grant) {
    return "%s: %s, %s (grant %s)."
        .formatted(
            begin,
            String.join(", ", grant.terms().scopeTexts()),
            until(grant.terms().expiresAt()),
            grant.id().value().substring(0, 10) + "…");
  }

  static String until(Instant expiresAt) {
    return expiresAt.equals(Instant.MAX) ? "until you revoke it" : "until " + expiresAt;
  }

  private static Optional<String> scopes(String begin, List<ScopePattern> scopes) {
    return scopes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            begin
                + ": "
                + scopes.stream().map(ScopePattern::value).collect(Collectors.joining(", "))
                + ".");
  }
}
