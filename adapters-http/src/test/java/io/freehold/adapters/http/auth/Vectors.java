package io.freehold.adapters.http.auth;

import io.freehold.application.port.Signatures;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.RegistryMessage;
import java.util.Map;
import java.util.Optional;

/// Signed headers that other implementations of the protocol produced, with the body each was made
/// for and the address its signature recovers to.
enum Vectors {
  W1(
      "eyJhdWQiOiJodHRwczovL3BzLmV4YW1wbGUuY29tIiwiYm9keUhhc2giOiJzaGEyNTY6ZTNiMGM0NDI5OGZjMWMxNDlhZmJmNGM4OTk2ZmI5MjQyN2FlNDFlNDY0OWI5MzRjYTQ5NTk5MWI3ODUyYjg1NSIsImV4cCI6MTc3MDAwMDMwMCwiZ3JhbnRJZCI6IjB4MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMSIsImlhdCI6MTc3MDAwMDAwMCwibWV0aG9kIjoiR0VUIiwidXJpIjoiL3YxL2RhdGEvaW5zdGFncmFtLnByb2ZpbGUifQ",
      "0x036b01c203e828b33f66714ec0227b82c1c4d80d6d987049fa3991106c8c91df3597b474ca532fb2820709b63e5dd840effabb985fe4bcd47fe5d96e17740bfd1c",
      "",
      Cast.BUILDER),
  W2(
      "eyJhdWQiOiJodHRwczovL3BzLmV4YW1wbGUuY29tIiwiYm9keUhhc2giOiJzaGEyNTY6YTY4ZGJmMDJhZmNjNTA0ZGI1MzZjY2JkNjBkODJiYzU3YTZhODNkMjEwNDllYjMzNjRlMjY4MTNhYjcwMmQ5ZCIsImV4cCI6MTc3MDAwMDMwMCwiaWF0IjoxNzcwMDAwMDAwLCJtZXRob2QiOiJQT1NUIiwidXJpIjoiL3YxL2RhdGEvaW5zdGFncmFtLnByb2ZpbGUifQ",
      "0x999cae412f3f323cbafbae0c76e247aab63ef8c8c1fa486c12c27ecef089092638f013bf19d869c3b2f6a14d6c5ce900462aa0ad9d1fcbb908e2390ba4bc5ce11b",
      "{\"username\":\"alice\",\"followers\":1234}",
      Cast.OWNER),
  W3(
      "eyJhdWQiOiJodHRwczovL3N0b3JhZ2UudmFuYS5vcmciLCJib2R5SGFzaCI6InNoYTI1NjplMjY2ZGNjYmYyOGY3OTQwZTI2MTFiMjNhNTgyZjNjM2JhMjU1OTE1NWRlNjhlNGU0MTczNmQyNDlmYjc4OGJkIiwiZXhwIjoxNzcwMDAwMzAwLCJpYXQiOjE3NzAwMDAwMDAsIm1ldGhvZCI6IlBVVCIsInVyaSI6Ii92MS9jaGFpbnMvMTQ4MDAvYmxvYnMvMHhmMzlmZDZlNTFhYWQ4OGY2ZjRjZTZhYjg4MjcyNzljZmZmYjkyMjY2L2luc3RhZ3JhbS5wcm9maWxlLzEifQ",
      "0xc01eeff5090b052c678c7ac6f5e309ec731aca9fd684d3ea7f9712972f936d817e2dd22a3b91dda6973eab6006ce6468339717be876f604e392756668a4f02761b",
      "\u00c3\u002e\u0004\u0009",
      Cast.SERVER),
  W4(
      "eyJhdWQiOiJodHRwczovL3BzLmV4YW1wbGUuY29tIiwiYm9keUhhc2giOiIiLCJleHAiOjE3NzAwMDAzMDAsImlhdCI6MTc3MDAwMDAwMCwibWV0aG9kIjoiR0VUIiwidXJpIjoiL3YxL2RhdGE_c2NvcGVQcmVmaXg9aW5zdGFncmFtJmxpbWl0PTUwJm9mZnNldD0wIn0",
      "0xf0fd5c72db02af93764741beb9b50accf63d566215cc734cc098ac32d1cf11ce7eb2391473cb0277f079c397a3c0516f0e3e0b24800497b2bcef5cbab9c5cc641b",
      "",
      Cast.BUILDER),
  C1(
      "eyJhdWQiOiJodHRwczovL3Nlc3Npb24tcmVsYXkudmFuYS5vcmciLCJib2R5SGFzaCI6IjIyZmQ2MzQyMzlmZWJjMjQ5NDZjOTEyMTk5OGNjMmM5ODcyNDE0OTAwMTE2NDU1MTFhYzQwOTYzZjhmMzUyNjMiLCJleHAiOjE3NzAwMDAzMDAsImlhdCI6MTc3MDAwMDAwMCwibWV0aG9kIjoiUE9TVCIsInVyaSI6Ii92MS9zZXNzaW9uL2luaXQifQ",
      "0xe82d165636903843026db7b8bbcc41f7244b5fd648d44944a326f7cebcc31d5438e769e9fd192e8fe08585264c4cfa6081b436d7a894be2d55c1b18f817b9e691b",
      "{\"granteeAddress\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\"scopes\":[\"instagram.profile\",\"chatgpt.conversations\"],\"webhookUrl\":\"https://app.example.com/api/webhook\",\"app_user_id\":\"user-42\"}",
      Cast.BUILDER),
  C2(
      "eyJhdWQiOiJodHRwczovL3BzLmV4YW1wbGUuY29tIiwiYm9keUhhc2giOiIiLCJleHAiOjE3NzAwMDAzMDAsImdyYW50SWQiOiIweDExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEiLCJpYXQiOjE3NzAwMDAwMDAsIm1ldGhvZCI6IkdFVCIsInVyaSI6Ii92MS9kYXRhL2luc3RhZ3JhbS5wcm9maWxlP2F0PTIwMjYtMDEtMjFUMTAlM0EwMCUzQTAwWiJ9",
      "0xda4105e39567476a74131a8e3c3bcd4b7925a9116b42512b450bcdc155ae883d3f14883f474590b27cd10772575fed9dae3412e75017e1b776f08758994401f51c",
      "",
      Cast.BUILDER);

  final String signedText;
  final String signature;
  final String body;
  final Address signer;

  Vectors(String signedText, String signature, String body, Address signer) {
    this.signedText = signedText;
    this.signature = signature;
    this.body = body;
    this.signer = signer;
  }

  String header() {
    return "Web3Signed " + signedText + "." + signature;
  }

  /// Recovers the signers of these headers, whose signatures are checked elsewhere, and of what
  /// fake signers signed.
  static Signatures signatures() {
    var fakes = new FakeSignatures();
    var known =
        java.util.Arrays.stream(values())
            .collect(
                java.util.stream.Collectors.toMap(
                    vector -> Map.entry(vector.signedText, new Signature(vector.signature)),
                    vector -> vector.signer));
    return new Signatures() {
      @Override
      public Optional<Address> signerOf(String text, Signature signature) {
        return Optional.ofNullable(known.get(Map.entry(text, signature)))
            .or(() -> fakes.signerOf(text, signature));
      }

      @Override
      public Optional<Address> signerOf(RegistryMessage message, Signature signature) {
        return fakes.signerOf(message, signature);
      }
    };
  }
}
