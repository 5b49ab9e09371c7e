package io.freehold.adapters.http;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/// A refusal as HTTP says it: the status line carries the code of §8.2, the body repeats it and
/// names it in the clients' vocabulary.
///
/// @param details more about it; empty when there is nothing more to say
public record Refusal(
    int status,
    String reason,
    String errorCode,
    String message,
    Map<String, Object> details,
    Map<String, String> headers) {

  public static Refusal of(int status, String errorCode, String message) {
    return new Refusal(status, phrase(status), errorCode, message, Map.of(), Map.of());
  }

  public Refusal detail(String name, Object value) {
    var more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new Refusal(status, reason, errorCode, message, more, headers);
  }

  public Refusal header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Refusal(status, reason, errorCode, message, details, more);
  }

  /// The error object of §8.3 with the members that clients look for.
  public JsonObject body(String requestId) {
    JsonObject error =
        new JsonObject().put("code", status).put("errorCode", errorCode).put("message", message);
    if (!details.isEmpty()) {
      error.put("details", new JsonObject(details));
    }
    return new JsonObject().put("error", error.put("requestId", requestId));
  }

  /// The same refusal with other words in its status line.
  public Refusal saying(String words) {
    return new Refusal(status, words, errorCode, message, details, headers);
  }

  /// The same refusal under another code in the clients' vocabulary.
  public Refusal called(String code) {
    return new Refusal(status, reason, code, message, details, headers);
  }

  public RefusalException asException() {
    return new RefusalException(this);
  }

  /// The words of the status line. 410 to 412 mean what §8.2 says, not what HTTP says.
  static String phrase(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 303 -> "See Other";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 410 -> "Grant Revoked";
      case 411 -> "Grant Expired";
      case 412 -> "Scope Not Granted";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 421 -> "Misdirected Request";
      case 422 -> "Unprocessable Content";
      case 429 -> "Rate Limited";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      case 507 -> "Insufficient Storage";
      default -> "Status " + status;
    };
  }
}
