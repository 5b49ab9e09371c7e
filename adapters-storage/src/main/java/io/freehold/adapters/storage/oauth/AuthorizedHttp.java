package io.freehold.adapters.storage.oauth;

import io.freehold.adapters.storage.http.Answer;
import io.freehold.adapters.storage.http.BackendHttp;
import io.freehold.adapters.storage.http.Request;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Requests that carry an access token. One that is refused as expired is sent once more with a new
/// token: nothing was done the first time.
public final class AuthorizedHttp {
  private static final int UNAUTHORIZED = 401;

  private final BackendHttp http;
  private final FreshTokens tokens;

  public AuthorizedHttp(BackendHttp http, FreshTokens tokens) {
    this.http = http;
    this.tokens = tokens;
  }

  /// An answer that is no blob, whatever it says.
  public Answer ask(Request request) {
    Secret access = tokens.current();
    Answer answer = http.ask(carrying(access, request));
    return answer.status() == UNAUTHORIZED
        ? http.ask(carrying(tokens.insteadOf(access), request))
        : answer;
  }

  /// A blob, to be read once and closed.
  ///
  /// @param refusal what an answer means that is no success
  public InputStream download(Request request, Function<Answer, StorageFailure> refusal) {
    Secret access = tokens.current();
    var isUnauthorized = new AtomicBoolean();
    try {
      return http.download(
          carrying(access, request),
          answer -> {
            isUnauthorized.set(answer.status() == UNAUTHORIZED);
            return refusal.apply(answer);
          });
    } catch (StorageException e) {
      if (!isUnauthorized.get()) {
        throw e;
      }
      return http.download(carrying(tokens.insteadOf(access), request), refusal);
    }
  }

  private static Request carrying(Secret access, Request request) {
    return request.with("authorization", "Bearer " + access.reveal());
  }
}
