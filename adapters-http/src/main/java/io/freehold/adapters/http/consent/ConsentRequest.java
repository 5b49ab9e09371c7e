package io.freehold.adapters.http.consent;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.json.Expiry;
import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.application.connect.AddAutoApproval;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.connect.AutoApproval;
import io.freehold.domain.connect.Choice;
import io.freehold.domain.connect.Choice.Earlier;
import io.freehold.domain.connect.Choice.Reach;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.connect.Invitation;
import io.freehold.domain.connect.SessionId;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The owner's side of connecting, as requests carry it.
final class ConsentRequest {
  private static final int REASON_CHARACTERS_MAX = 500;
  private static final long SECONDS_MAX = Duration.ofDays(36_500).toSeconds();
  private static final Duration GRANT_LIFETIME = Duration.ofDays(30);
  private static final Duration RULE_LIFETIME = Duration.ofDays(90);
  private static final int USES = 10;

  private ConsentRequest() {}

  static Invitation invitation(JsonMembers body) {
    if (body.has("deepLink") == body.has("sessionId")) {
      throw malformed("send deepLink or sessionId, one of them");
    }
    return body.has("deepLink")
        ? new Invitation.ByLink(body.parsed("deepLink", DeepLink::of))
        : new Invitation.Listed(body.parsed("sessionId", SessionId::new));
  }

  /// Without a body, all that is asked for, until it is revoked.
  static Choice choice(Call call, Instant now) {
    if (call.body().length == 0) {
      return new Choice(
          Optional.empty(), Instant.MAX, Reach.AS_ASKED, Earlier.REPLACE_AMENDED, Optional.empty());
    }
    JsonMembers body = call.json();
    return new Choice(
        body.has("scopes") ? Optional.of(scopes(body)) : Optional.empty(),
        Expiry.in(body, "expiresAt", now),
        body.flag("freeze") ? Reach.WHAT_EXISTS_NOW : Reach.AS_ASKED,
        body.has("replace")
            ? body.parsed("replace", ConsentRequest::earlier)
            : Earlier.REPLACE_AMENDED,
        body.textIfAny("shown"));
  }

  private static Earlier earlier(String text) {
    return switch (text) {
      case "amended" -> Earlier.REPLACE_AMENDED;
      case "all" -> Earlier.REPLACE_ALL;
      case "none" -> Earlier.KEEP_ALL;
      default -> throw new IllegalArgumentException("amended, all or none is wanted");
    };
  }

  static Optional<String> reason(Call call) {
    Optional<String> reason =
        call.body().length == 0 ? Optional.empty() : call.json().textIfAny("reason");
    if (reason.filter(text -> text.length() > REASON_CHARACTERS_MAX).isPresent()) {
      throw malformed("reason: " + REASON_CHARACTERS_MAX + " characters at most are wanted");
    }
    return reason.map(String::strip).filter(text -> !text.isEmpty());
  }

  /// Whatever is not said is short: ten grants of thirty days, within ninety days.
  static AddAutoApproval.Draft rule(JsonMembers body, Instant now) {
    long uses = body.number("uses").orElse(USES);
    if (uses < 1 || uses > AutoApproval.USES_MAX) {
      throw malformed("uses: 1 to " + AutoApproval.USES_MAX + " are wanted");
    }
    return new AddAutoApproval.Draft(
        body.parsed("builder", Address::new),
        scopes(body),
        grantLifetime(body),
        body.has("validUntil") ? Expiry.in(body, "validUntil", now) : now.plus(RULE_LIFETIME),
        (int) uses);
  }

  private static Optional<Duration> grantLifetime(JsonMembers body) {
    long seconds = body.number("grantSeconds").orElse(GRANT_LIFETIME.toSeconds());
    if (seconds < 0 || seconds > SECONDS_MAX) {
      throw malformed("grantSeconds: seconds up to a hundred years are wanted, or 0 for ever");
    }
    return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  private static List<ScopePattern> scopes(JsonMembers body) {
    List<ScopePattern> scopes = body.list("scopes", ScopePattern::new);
    if (scopes.isEmpty() || scopes.size() > GrantTerms.SCOPES_MAX) {
      throw malformed("scopes: 1 to " + GrantTerms.SCOPES_MAX + " scopes are wanted");
    }
    return scopes;
  }

  private static RuntimeException malformed(String reason) {
    return Problem.malformed(Subject.BODY, reason).asException();
  }
}
