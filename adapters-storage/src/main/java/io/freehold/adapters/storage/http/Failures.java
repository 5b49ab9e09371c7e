package io.freehold.adapters.storage.http;

import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure;
import io.freehold.domain.storage.StorageFailure.Reason;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Puts failures of the transport and statuses of answers into words.
public final class Failures {
  static final String WEB_PAGE = "answered with a web page";

  private Failures() {}

  /// Whether a web page came where a blob was asked for: a proxy's, or a login form.
  public static boolean isOfAWebPage(StorageException thrown) {
    return thrown.failure().message().contains(WEB_PAGE);
  }

  /// @param who the service, such as `s3.example.org`
  static StorageException ofTransport(String who, Throwable thrown) {
    if (thrown instanceof StorageException already) {
      return already;
    }
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return StorageFailure.of(Reason.UNAVAILABLE, who + " " + words(thrown)).asException(thrown);
  }

  private static String words(Throwable thrown) {
    return switch (thrown) {
      case UnknownHostException _ -> "is a name that leads nowhere: is this machine online?";
      case SSLException _ -> "speaks no TLS that can be trusted";
      case TimeoutException _ -> "does not answer in time";
      case ConnectException _ ->
          thrown.getClass().getSimpleName().contains("Timeout")
              ? "does not answer in time"
              : "takes no connection";
      case HttpClosedException _ -> "closed the connection before it had answered";
      case ConnectionPoolTooBusyException _ -> "is asked too many things at once";
      case InterruptedException _ -> "was not waited for";
      default -> "cannot be reached";
    };
  }

  /// Whether a connection that was kept may have been closed at the other end meanwhile.
  static boolean isLostConnection(StorageException failure) {
    return failure.getCause() instanceof HttpClosedException;
  }

  /// What an answer means that is no success, where a backend has no better words for it.
  ///
  /// @param who the service, such as `s3.example.org`
  public static StorageFailure ofStatus(String who, Answer answer) {
    int status = answer.status();
    return new StorageFailure(
        reason(status),
        who + " " + words(status) + " (status " + status + ")",
        answer.retryAfter());
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 401, 403, 407 -> Reason.NOT_ALLOWED;
      case 404, 410 -> Reason.NOT_FOUND;
      case 402, 507 -> Reason.OUT_OF_QUOTA;
      case 409, 412 -> Reason.TAKEN;
      case 413 -> Reason.TOO_LARGE;
      case 429 -> Reason.RATE_LIMITED;
      case 408, 425 -> Reason.UNAVAILABLE;
      default -> status >= 500 && status < 600 ? Reason.UNAVAILABLE : Reason.NONSENSE;
    };
  }

  private static String words(int status) {
    return switch (reason(status)) {
      case NOT_ALLOWED -> "refuses these credentials";
      case NOT_FOUND -> "has no such blob";
      case OUT_OF_QUOTA -> "has no room left";
      case TAKEN -> "keeps something else under this key already";
      case TOO_LARGE -> "takes no blob of this size";
      case RATE_LIMITED -> "asks for fewer requests";
      case UNAVAILABLE -> "is in trouble of its own";
      case NONSENSE ->
          status / 100 == 3
              ? "sends elsewhere, where nothing is fetched from"
              : "does not understand what was asked";
    };
  }

  /// @param who the service
  /// @param what the end of the sentence that begins with it
  public static StorageException nonsense(String who, String what) {
    return StorageFailure.of(Reason.NONSENSE, who + " " + what).asException();
  }
}
