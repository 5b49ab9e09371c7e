package io.freehold.adapters.storage.s3;

import io.freehold.domain.Sha256;
import io.freehold.domain.identity.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Amazon's Signature Version 4: a request is signed with all its headers, for one day, one region
/// and one service.
///
/// @param service `s3`
record SignatureV4(String accessKeyId, Secret secretAccessKey, String region, String service) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /// The headers to send in place of those given: with the time, the host and the signature.
  ///
  /// @param target whose path and query are encoded as they are sent
  /// @param bodySha256 in hexadecimal
  Map<String, String> sign(
      String method, URI target, Map<String, String> headers, String bodySha256, Instant now) {
    String time = TIME.format(now);
    var signed = new TreeMap<String, String>();
    headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
    signed.put("host", host(target));
    signed.put("x-amz-content-sha256", bodySha256);
    signed.put("x-amz-date", time);
    String names = String.join(";", signed.keySet());
    String canonical =
        String.join(
            "\n",
            method,
            path(target),
            query(target),
            signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining()),
            names,
            bodySha256);
    String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String text = String.join("\n", ALGORITHM, time, scope, Sha256.hex(canonical));
    signed.put(
        "authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                ALGORITHM,
                accessKeyId,
                scope,
                names,
                HexFormat.of().formatHex(hmac(key(time.substring(0, 8)), text))));
    return signed;
  }

  /// As HTTP clients send it: without the port that goes without saying.
  private static String host(URI target) {
    boolean isDefault =
        target.getPort() < 0 || target.getPort() == ("https".equals(target.getScheme()) ? 443 : 80);
    return isDefault ? target.getHost() : target.getHost() + ":" + target.getPort();
  }

  private static String path(URI target) {
    return target.getRawPath().isEmpty() ? "/" : target.getRawPath();
  }

  /// Sorted by name; a name without a value has an empty one.
  private static String query(URI target) {
    if (target.getRawQuery() == null) {
      return "";
    }
    return Arrays.stream(target.getRawQuery().split("&"))
        .map(pair -> pair.contains("=") ? pair : pair + "=")
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private byte[] key(String date) {
    byte[] key = ("AWS4" + secretAccessKey.reveal()).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {date, region, service, "aws4_request"}) {
      key = hmac(key, part);
    }
    return key;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }
}
