package io.freehold.adapters.storage.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freehold.adapters.storage.standin.Exchange.Answer;
import io.freehold.adapters.storage.standin.Exchange.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The part of a service that asks its users for consent and gives tokens: RFC 6749 with PKCE.
public final class OAuthStandIn {
  /// What differs between services.
  ///
  /// @param required parameters that must be in the address, with their values
  public record Rules(
      String clientId,
      String clientSecret,
      String scope,
      String redirectPattern,
      Map<String, String> required,
      Duration accessLifetime) {}

  /// What a code stands for.
  private record Code(String redirect, String challenge, String scope) {}

  private final Rules rules;
  private final InstantSource clock;
  private final Consumer<String> violation;
  private final Map<String, Code> codes = new HashMap<>();
  private final Set<String> refreshTokens = new HashSet<>();
  private final Map<String, Long> accessTokens = new HashMap<>();
  private final ObjectNode extra = Exchange.JSON.createObjectNode();
  private Optional<String> grantedScope = Optional.empty();
  private boolean rotates;
  private int number;
  private int refreshes;

  OAuthStandIn(Rules rules, InstantSource clock, Consumer<String> violation) {
    this.rules = rules;
    this.clock = clock;
    this.violation = violation;
  }

  /// Said with every answer that gives tokens for a code.
  OAuthStandIn saying(String name, String value) {
    extra.put(name, value);
    return this;
  }

  /// The owner reads the page and says yes; where the browser goes then.
  public synchronized String consent(URI address) {
    Map<String, String> asked = checked(address);
    String code = "code-" + ++number;
    codes.put(
        code,
        new Code(
            asked.get("redirect_uri"),
            asked.get("code_challenge"),
            grantedScope.orElse(rules.scope())));
    return asked.get("redirect_uri") + "?state=" + encoded(asked.get("state")) + "&code=" + code;
  }

  /// The owner reads the page and says no.
  public synchronized String deny(URI address) {
    Map<String, String> asked = checked(address);
    return asked.get("redirect_uri") + "?error=access_denied&state=" + encoded(asked.get("state"));
  }

  private Map<String, String> checked(URI address) {
    Map<String, String> asked = Exchange.fields(address.getRawQuery());
    expect("response_type", "code".equals(asked.get("response_type")));
    expect("client_id", rules.clientId().equals(asked.get("client_id")));
    expect("redirect_uri", asked.getOrDefault("redirect_uri", "").matches(rules.redirectPattern()));
    expect("scope", rules.scope().equals(asked.get("scope")));
    expect("state", asked.getOrDefault("state", "").matches("[A-Za-z0-9_-]{43}"));
    expect("code_challenge", asked.getOrDefault("code_challenge", "").matches("[\\w-]{43}"));
    expect("code_challenge_method", "S256".equals(asked.get("code_challenge_method")));
    rules.required().forEach((name, value) -> expect(name, value.equals(asked.get(name))));
    return asked;
  }

  private void expect(String name, boolean holds) {
    if (!holds) {
      violation.accept("the address of the consent page has no good " + name);
    }
  }

  /// The token endpoint.
  synchronized Answer token(Request request) {
    String type = request.header("content-type").orElse("");
    if (!request.method().equals("POST") || !type.startsWith("application/x-www-form-urlencoded")) {
      violation.accept("tokens are asked for with a form, not with " + type);
      return error(400, "invalid_request");
    }
    Map<String, String> form = request.form();
    if (!rules.clientId().equals(form.get("client_id"))
        || !rules.clientSecret().equals(form.get("client_secret"))) {
      return error(401, "invalid_client");
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> forCode(form);
      case "refresh_token" -> forRefreshToken(form);
      default -> error(400, "unsupported_grant_type");
    };
  }

  private Answer forCode(Map<String, String> form) {
    Code code = codes.remove(form.getOrDefault("code", ""));
    if (code == null
        || !code.redirect().equals(form.get("redirect_uri"))
        || !code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      return error(400, "invalid_grant");
    }
    String refresh = "refresh-" + ++number;
    refreshTokens.add(refresh);
    ObjectNode answer = newAccess().put("refresh_token", refresh).put("scope", code.scope());
    return Answer.json(200, answer.setAll(extra));
  }

  private Answer forRefreshToken(Map<String, String> form) {
    refreshes++;
    String refresh = form.getOrDefault("refresh_token", "");
    if (!refreshTokens.contains(refresh)) {
      return error(400, "invalid_grant");
    }
    ObjectNode answer = newAccess();
    if (rotates) {
      refreshTokens.remove(refresh);
      String next = "refresh-" + ++number;
      refreshTokens.add(next);
      answer.put("refresh_token", next);
    }
    return Answer.json(200, answer);
  }

  private ObjectNode newAccess() {
    String access = "access-" + ++number;
    accessTokens.put(access, clock.millis() + rules.accessLifetime().toMillis());
    return Exchange.JSON
        .createObjectNode()
        .put("access_token", access)
        .put("token_type", "Bearer")
        .put("expires_in", rules.accessLifetime().toSeconds());
  }

  private static Answer error(int status, String word) {
    return Answer.json(
        status,
        Exchange.JSON
            .createObjectNode()
            .put("error", word)
            .put("error_description", "in words of the service"));
  }

  /// Whether a request carries a token that is good now.
  synchronized boolean lets(Request request) {
    return request
        .header("authorization")
        .filter(text -> text.startsWith("Bearer "))
        .map(text -> accessTokens.get(text.substring("Bearer ".length())))
        .filter(end -> clock.millis() < end)
        .isPresent();
  }

  /// Ends a consent by one of its tokens; false when there is none of that name.
  synchronized boolean revoke(String token) {
    boolean isKnown = refreshTokens.contains(token) || accessTokens.containsKey(token);
    if (isKnown) {
      revokeConsent();
    }
    return isKnown;
  }

  /// The owner ends the consent at the service.
  public synchronized void revokeConsent() {
    refreshTokens.clear();
    accessTokens.clear();
  }

  /// Access tokens are good no more, sooner than was said.
  public synchronized void expireAccessTokens() {
    accessTokens.clear();
  }

  /// From now on a refresh token is good once, and a new one comes with the access token.
  public synchronized void rotateRefreshTokens() {
    rotates = true;
  }

  /// The owner ticks fewer boxes than there are.
  public synchronized void grantOnly(String scope) {
    grantedScope = Optional.of(scope);
  }

  /// How often a refresh token was shown.
  public synchronized int refreshes() {
    return refreshes;
  }

  public synchronized boolean hasConsent() {
    return !refreshTokens.isEmpty();
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
