package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.Head;
import io.freehold.application.port.Signer;
import io.freehold.domain.Sha256;
import io.freehold.domain.Signature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// What the gateway's key says about an answer (§4.2.6): that it gave this `data` to this request
/// at this time. Anybody can check it:
///
/// - `requestHash` is `0x` and the SHA-256 of the method, a space, the request target, a line feed
///   and the body: `GET /v1/grants/0x...\n`.
/// - `responseHash` is `0x` and the SHA-256 of the `data` member as it is written in the answer,
///   which has no white space (so it is what `JSON.stringify` makes of it).
/// - `signature` is the EIP-191 signature of these four lines, the last one without a line feed:
///
/// ```
/// Data Portability Gateway
/// request 0x...
/// response 0x...
/// timestamp 1770000000
/// ```
///
/// @param timestampSeconds since 1970
record Attestation(
    String requestHash, String responseHash, long timestampSeconds, Signature signature) {
  static Attestation by(Signer gatewayKey, Call call, String data) {
    String request = hash(request(call.head()), call.body());
    String response = hash(new byte[0], data.getBytes(StandardCharsets.UTF_8));
    long timestamp = call.head().receivedAt().getEpochSecond();
    return new Attestation(
        request, response, timestamp, gatewayKey.sign(text(request, response, timestamp)));
  }

  static String text(String requestHash, String responseHash, long timestampSeconds) {
    return "Data Portability Gateway\nrequest "
        + requestHash
        + "\nresponse "
        + responseHash
        + "\ntimestamp "
        + timestampSeconds;
  }

  private static byte[] request(Head head) {
    return (head.method() + " " + head.target().raw() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(byte[] first, byte[] second) {
    MessageDigest digest = Sha256.begin();
    digest.update(first);
    return "0x" + HexFormat.of().formatHex(digest.digest(second));
  }
}
