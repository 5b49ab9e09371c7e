package io.freehold.builder.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.builder.TestKeys;
import io.freehold.builder.json.Json;
import io.freehold.domain.GrantId;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Origin;
import io.freehold.domain.identity.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RequestSignerTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_770_000_000));
  private static final RequestSigner SIGNER = new RequestSigner(TestKeys.BUILDER, CLOCK);
  private static final URI PROFILE = URI.create("https://ps.example.com/v1/data/instagram.profile");

  @TestFactory
  Stream<DynamicTest> writesTheVeryHeadersOfOtherClients() throws IOException {
    Json file = vectors();
    return file.items("vectors").stream()
        .map(vector ->
            DynamicTest.dynamicTest(
                vector.required("name", name -> name),
                () ->
                    assertThat(header(file, vector)).isEqualTo(vector.required("header", t -> t))));
  }

  private static String header(Json file, Json vector) {
    BuilderKey key =
        BuilderKey.of(
            file.find("keys")
                .orElseThrow()
                .required(vector.required("key", name -> name), Secret::new));
    RequestSigner signer =
        new RequestSigner(key, CLOCK).withBodyHash(vector.required("dialect", BodyHash::valueOf));
    var named = vector.scalar("grantId", GrantId::new).map(signer::withGrant).orElse(signer);
    return named.authorization(
        vector.required("method", text -> text),
        vector.required("url", URI::create),
        vector.required("bodyHex", HexFormat.of()::parseHex));
  }

  @Test
  void signsWhatItSends() {
    String header = SIGNER.authorization("get", PROFILE);

    String payload = header.substring("Web3Signed ".length(), header.indexOf('.'));
    var signature = new Signature(header.substring(header.indexOf('.') + 1));
    assertThat(new SignedText(payload, signature).isBy(TestKeys.BUILDER.address())).isTrue();
    assertThat(new SignedText(payload + "A", signature).isBy(TestKeys.BUILDER.address())).isFalse();
    assertThat(claims(header).text("method")).contains("GET");
  }

  @Test
  void namesTheOriginInItsOneSpelling() {
    String header =
        SIGNER.authorization("GET", URI.create("HTTPS://PS.Example.com:443/v1/data?limit=1"));

    assertThat(claims(header).text("aud")).contains("https://ps.example.com");
    assertThat(claims(header).text("uri")).contains("/v1/data?limit=1");
  }

  @Test
  void namesTheRootOfAServer() {
    assertThat(claims(SIGNER.authorization("GET", URI.create("http://localhost:8080"))).text("uri"))
        .contains("/");
  }

  @Test
  void canNameAnotherAudienceThanTheAddress() {
    String header =
        SIGNER
            .withAudience(new Origin("https://ps.example.com"))
            .authorization("GET", URI.create("http://127.0.0.1:8080/v1/data"));

    assertThat(claims(header).text("aud")).contains("https://ps.example.com");
  }

  @Test
  void keepsTheQueryUndecoded() {
    String query = "at=2026-01-21T10%3A00%3A00Z";

    assertThat(claims(SIGNER.authorization("GET", URI.create(PROFILE + "?" + query))).text("uri"))
        .contains("/v1/data/instagram.profile?" + query);
  }

  private static Json claims(String header) {
    String payload = header.substring("Web3Signed ".length(), header.indexOf('.'));
    return Json.parse(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
  }

  private static Json vectors() throws IOException {
    try (InputStream in = RequestSignerTest.class.getResourceAsStream("/vectors/web3signed.json")) {
      return Json.parse(in.readAllBytes());
    }
  }
}
