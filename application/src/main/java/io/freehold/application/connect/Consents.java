package io.freehold.application.connect;

import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.Scope;
import io.freehold.domain.connect.Choice;
import io.freehold.domain.connect.Choice.Reach;
import io.freehold.domain.connect.Consent;
import io.freehold.domain.connect.ConsentSheet;
import io.freehold.domain.connect.Difference;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.grant.Grant;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What an owner's choice comes to on a sheet.
final class Consents {
  private Consents() {}

  static Consent of(ConsentSheet sheet, Choice choice, Consent.By by, Instant now) {
    mustBeWhatWasShown(sheet, choice);
    List<ScopePattern> chosen = choice.scopes().orElse(sheet.request().asked().scopes());
    if (!sheet.request().asked().covers(chosen)) {
      throw malformed("scopes: only what was asked for can be approved");
    }
    List<ScopePattern> scopes =
        choice.reach() == Reach.WHAT_EXISTS_NOW ? existing(sheet, chosen) : distinct(chosen);
    return new Consent(
        scopes,
        choice.expiresAt(),
        replaced(sheet.difference(), scopes, choice.earlier()),
        by,
        now,
        sheet.text(),
        sheet.warnings());
  }

  private static void mustBeWhatWasShown(ConsentSheet sheet, Choice choice) {
    if (choice.shown().filter(hash -> !hash.equals(sheet.hash())).isPresent()) {
      throw malformed(
          "shown: the request reads otherwise now than when it was shown; look at it again");
    }
  }

  /// Each open-ended scope becomes the scopes below it that have data at this moment (threat T16).
  private static List<ScopePattern> existing(ConsentSheet sheet, List<ScopePattern> chosen) {
    List<ScopePattern> frozen =
        distinct(chosen.stream().flatMap(scope -> existing(sheet, scope)).toList());
    if (frozen.isEmpty()) {
      throw malformed("freeze: nothing of what is asked for exists now");
    }
    if (frozen.size() > GrantTerms.SCOPES_MAX || isCutShort(sheet, chosen)) {
      throw malformed(
          "freeze: more than " + GrantTerms.SCOPES_MAX + " scopes exist; name those you mean");
    }
    return frozen;
  }

  private static Stream<ScopePattern> existing(ConsentSheet sheet, ScopePattern scope) {
    return scope.isOpenEnded()
        ? sheet.items().stream()
            .flatMap(item -> item.existing().stream())
            .map(ScopeSummary::scope)
            .filter(scope::covers)
            .map(Scope::value)
            .map(ScopePattern::new)
        : Stream.of(scope);
  }

  private static boolean isCutShort(ConsentSheet sheet, List<ScopePattern> chosen) {
    return sheet.items().stream()
        .filter(item -> item.existingCount() > item.existing().size())
        .anyMatch(item -> chosen.stream().anyMatch(scope -> item.scope().includes(scope)));
  }

  private static List<ScopePattern> distinct(List<ScopePattern> scopes) {
    return scopes.stream().distinct().toList();
  }

  private static List<GrantId> replaced(
      Difference difference, List<ScopePattern> scopes, Choice.Earlier earlier) {
    List<Grant> live =
        Stream.concat(difference.amended().stream(), difference.others().stream()).toList();
    List<Grant> ending =
        switch (earlier) {
          case REPLACE_AMENDED -> Difference.between(scopes, live).amended();
          case REPLACE_ALL -> live;
          case KEEP_ALL -> List.of();
        };
    return ending.stream().map(Grant::id).toList();
  }

  private static RuntimeException malformed(String reason) {
    return Problem.malformed(Subject.BODY, reason).asException();
  }
}
