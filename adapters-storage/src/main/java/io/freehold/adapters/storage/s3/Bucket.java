package io.freehold.adapters.storage.s3;

import io.freehold.adapters.storage.settings.BackendSettings;
import io.freehold.domain.identity.Origin;
import java.net.URI;
import java.util.regex.Pattern;

/// A bucket, where it is, and the beginning of the keys in it that are ours.
///
/// @param prefix empty, or some names each with a `/` after it
/// @param isInPath whether the bucket stands in the path of a request, or before the host's name
record Bucket(Origin endpoint, String name, String prefix, boolean isInPath) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9_.-]*/)*");

  static Bucket of(BackendSettings settings) {
    Origin endpoint =
        settings.origin("endpoint", "the origin of the service, such as https://s3.example.org");
    String name =
        settings.required(
            "bucket", "the name of a bucket, such as my-blobs", text -> matching(NAME, text));
    boolean isOfAmazon = endpoint.host().endsWith(".amazonaws.com");
    return new Bucket(
        endpoint,
        name,
        settings
            .find(
                "prefix",
                "names of letters, digits, hyphens, dots and underscores with a / between them",
                text -> matching(PREFIX, text.endsWith("/") ? text : text + "/"))
            .orElse(""),
        settings.flag("pathStyle", !isOfAmazon || name.contains(".")));
  }

  private static String matching(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  /// @param key of characters that need no encoding
  URI object(String key) {
    return URI.create(root() + key);
  }

  /// @param query encoded
  URI listing(String query) {
    return URI.create(root() + "?" + query);
  }

  /// With a `/` at its end.
  private String root() {
    if (isInPath) {
      return endpoint.value() + "/" + name + "/";
    }
    int host = endpoint.value().indexOf("://") + 3;
    return endpoint.value().substring(0, host)
        + name
        + "."
        + endpoint.value().substring(host)
        + "/";
  }
}
