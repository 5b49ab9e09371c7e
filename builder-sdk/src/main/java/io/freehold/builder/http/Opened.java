package io.freehold.builder.http;

import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Optional;

/// The beginning of an answer.
public record Opened(int status, HttpHeaders headers, InputStream body) {
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }
}
