package io.freehold.adapters.http;

import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSigner;
import io.freehold.domain.GrantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// A request that a test puts together and sends over a connection of its own.
public final class Ask {
  /// Each request is signed for another second, so that none is a replay by accident.
  private static final AtomicLong SIGNED = new AtomicLong();

  private String method;
  private final String target;
  private final List<String> headers = new ArrayList<>();
  private byte[] body = {};
  private String host = "ps.example.com";
  private final Map<String, Object> claims = new LinkedHashMap<>();

  private Ask(String method, String target) {
    this.method = method;
    this.target = target;
    claims.put("aud", Cast.SERVER_URL);
    claims.put("method", method);
    claims.put("uri", target);
    claims.put("bodyHash", "");
    claims.put("iat", Cast.NOW.getEpochSecond());
    claims.put("exp", Cast.NOW.getEpochSecond() + 300 + SIGNED.getAndIncrement() % 3000);
  }

  public static Ask get(String target) {
    return new Ask("GET", target);
  }

  public static Ask head(String target) {
    return new Ask("HEAD", target);
  }

  public static Ask post(String target, String json) {
    return new Ask("POST", target).body(json.getBytes(StandardCharsets.UTF_8));
  }

  public static Ask delete(String target) {
    return new Ask("DELETE", target);
  }

  public static Ask method(String method, String target) {
    return new Ask(method, target);
  }

  public Ask body(byte[] bytes) {
    body = bytes;
    claims.put("bodyHash", "sha256:" + sha256(bytes));
    return this;
  }

  /// The same request by another method; one that reads has no body.
  public Ask method(String other) {
    method = other;
    claims.put("method", other);
    if (!other.equals("PUT")) {
      body = new byte[0];
      claims.put("bodyHash", "");
    }
    return this;
  }

  public Ask header(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  public Ask toHost(String name) {
    host = name;
    return this;
  }

  public Ask claim(String name, Object value) {
    claims.put(name, value);
    return this;
  }

  public Ask naming(GrantId grant) {
    return claim("grantId", grant.value());
  }

  public Ask by(FakeSigner signer) {
    return header("Authorization", authorization(signer));
  }

  public Ask byTheOwner() {
    return by(Cast.OWNER_KEY);
  }

  public Ask byTheBuilder() {
    return by(Cast.BUILDER_KEY);
  }

  public Ask byToken(String token) {
    return header("Authorization", "Bearer " + token);
  }

  public String authorization(FakeSigner signer) {
    return web3Signed(new io.vertx.core.json.JsonObject(claims).encode(), signer);
  }

  public static String web3Signed(String payload, FakeSigner signer) {
    String signed =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    return "Web3Signed " + signed + "." + signer.sign(signed).value();
  }

  /// The bytes of the request.
  public byte[] bytes() {
    var out = new ByteArrayOutputStream();
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  public Answer to(TestServer server) {
    return over(server.port());
  }

  /// The answer of whatever listens on a port of this machine.
  public Answer over(int port) {
    try (var wire = new Wire(port)) {
      return over(wire);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Answer over(Wire wire) {
    try {
      wire.send(bytes());
      return method.equals("HEAD") ? wire.receiveHeadOnly() : wire.receive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
