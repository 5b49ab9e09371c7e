package io.freehold.adapters.storage.ipfs;

import io.freehold.adapters.storage.http.Body;
import io.freehold.adapters.storage.http.Request;
import io.freehold.domain.storage.Spooled;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A form with one file in it. The file has no name that says anything.
final class Multipart {
  private Multipart() {}

  /// @param fields before the file
  static Request post(URI target, Map<String, String> fields, Spooled file) {
    String boundary = "freehold-" + file.sha256();
    var before = new StringBuilder();
    fields.forEach((name, value) ->
        before
            .append(
                "--%s\r\ncontent-disposition: form-data; name=\"%s\"\r\n\r\n"
                    .formatted(boundary, name))
            .append(value)
            .append("\r\n"));
    before.append(
        "--%s\r\ncontent-disposition: form-data; name=\"file\"; filename=\"blob\"\r\ncontent-type: application/octet-stream\r\n\r\n"
            .formatted(boundary));
    return new Request(
            HttpMethod.POST,
            target,
            Body.around(bytes(before.toString()), file, bytes("\r\n--" + boundary + "--\r\n")))
        .with("content-type", "multipart/form-data; boundary=" + boundary);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
