package io.freehold.adapters.http.gateway;

import io.freehold.adapters.http.Call;
import io.freehold.adapters.http.json.JsonMembers;
import io.freehold.domain.Address;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.AuthFailure;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.Signature;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A write as it comes in: the members of a message in the body, and the EIP-712 signature of that
/// message in the Authorization header, behind `Signature` as the specification has it (§4.2.5) or
/// `Web3Signed` as clients do.
///
/// @param nonce the gateway's own, which no client in the wild sends
record SignedWrite(JsonMembers body, Signature signature, OptionalLong nonce) {
  private static final int TEXT_CHARACTERS_MAX = 2_048;

  static SignedWrite of(Call call) {
    Signature signature = signature(call);
    JsonMembers body = call.json();
    return new SignedWrite(body, signature, body.numberOrDigits("nonce"));
  }

  private static Signature signature(Call call) {
    String header =
        call.header("Authorization", text -> text)
            .orElseThrow(() ->
                refused(AuthFailure.MISSING_AUTH, "Authorization: Web3Signed 0x... is missing"));
    String[] words = header.strip().split(" +");
    boolean isSignature =
        words.length == 2
            && (words[0].equalsIgnoreCase("Web3Signed") || words[0].equalsIgnoreCase("Signature"));
    if (!isSignature) {
      throw refused(
          AuthFailure.MISSING_AUTH,
          "a write is authorized by Web3Signed or Signature and the EIP-712 signature of its"
              + " message");
    }
    try {
      return new Signature(words[1]);
    } catch (IllegalArgumentException e) {
      throw refused(AuthFailure.INVALID_SIGNATURE, String.valueOf(e.getMessage()));
    }
  }

  private static RuntimeException refused(AuthFailure failure, String reason) {
    return Problem.unauthorized(failure, reason).asException();
  }

  /// The wallet the message speaks for. It must be named: a server may have signed, and then the
  /// signature leads to the server alone.
  Address owner(String... names) {
    var named = Stream.of(names).filter(body::has).map(this::address).distinct().toList();
    if (named.isEmpty()) {
      throw malformed(
          names[0]
              + ": the wallet this record belongs to must be named; a signature alone does not"
              + " tell it, because one of its servers may have signed");
    }
    if (named.size() > 1) {
      throw malformed("the body names two owners");
    }
    return named.getFirst();
  }

  Address address(String name) {
    return body.parsed(name, Address::new);
  }

  /// A text that is signed and kept: not empty, not endless, without control characters.
  String text(String name) {
    return body.parsed(name, SignedWrite::decent);
  }

  /// The address of a site, which others will follow.
  String webUrl(String name) {
    return body.parsed(
        name,
        text -> {
          if (!text.startsWith("https://") && !text.startsWith("http://")) {
            throw new IllegalArgumentException("an https:// or http:// URL is wanted");
          }
          return decent(text);
        });
  }

  private static String decent(String text) {
    boolean isDecent =
        !text.isBlank()
            && text.length() <= TEXT_CHARACTERS_MAX
            && text.codePoints().noneMatch(Character::isISOControl);
    if (!isDecent) {
      throw new IllegalArgumentException(
          "1 to "
              + TEXT_CHARACTERS_MAX
              + " characters are wanted, none of them a control character");
    }
    return text;
  }

  /// A message that cannot be, whatever was signed, is a malformed body.
  <M> M message(Supplier<M> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Subject.BODY, String.valueOf(e.getMessage())).asException(e);
    }
  }

  static RuntimeException malformed(String reason) {
    return Problem.malformed(Subject.BODY, reason).asException();
  }
}
