package io.freehold.bootstrap;

import static io.freehold.application.testing.Cast.APP_URL;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.BUILDER_KEY;
import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.adapters.http.HttpAdapter.GatewayRole;
import io.freehold.application.Limits;
import io.freehold.application.registry.RecordBuilder;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.application.registry.RecordServer;
import io.freehold.application.testing.InMemoryRegistry;
import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.SchemaRecord;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The signed messages that other implementations make, sent to the gateway role with the very
/// bodies and signatures they make.
final class GatewayVectorsIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final String K0 = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
  private static final String K1 = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String K2 = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
  private static final String URL =
      "https://storage.vana.com/v1/blobs/0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266/"
          + "instagram.profile/2026-01-21T10:00:00Z";
  private static final String GRANT_TEXT =
      "{\"user\":\"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266\","
          + "\"builder\":\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\","
          + "\"scopes\":[\"instagram.profile\",\"instagram.likes\"],"
          + "\"expiresAt\":0,\"nonce\":1770000000000}";
  private static final String SPEC_BODY =
      "{\"user\":\"%s\",\"builder\":\"%s\",\"scopes\":[\"instagram.profile\",\"instagram.likes\"],"
              .formatted(K0, K1)
          + "\"expiresAt\":0,\"nonce\":1}";
  private static final String VERSIONED_BODY =
      "{\"grantorAddress\":\"%s\",\"granteeId\":\"%s\",".formatted(K0, bytes("22"))
          + "\"scopes\":[\"instagram.profile\",\"instagram.likes\"],"
          + "\"grantVersion\":\"1\",\"expiresAt\":\"0\"}";

  /// One message of the list.
  ///
  /// @param id the id it gets, where the list says so
  private record Vector(
      String name, String method, String path, String body, String signature, Optional<String> id) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Vector E1 =
      new Vector(
          "E1",
          "POST",
          "/v1/servers",
          "{\"ownerAddress\":\"%s\",\"serverAddress\":\"%s\",\"publicKey\":\"%s\",\"serverUrl\":\"%s\"}"
              .formatted(K0, K2, SERVER_KEY.publicKey(), "https://ps.example.com"),
          "0x069fce904b9723e107457f94569c552a8d20c0a5362ff100bcb15f37a739fd10"
              + "74a801a57a37d4f3017f27e711b8150b96621e22f760ad11f69e202c1314ebf41c",
          Optional.of("0x54220011ec11200e13603872c1e70a1a7d4b115305413a44162df3d694f69cd0"));

  private static final Vector E2 =
      new Vector(
          "E2",
          "POST",
          "/v1/builders",
          "{\"ownerAddress\":\"%s\",\"granteeAddress\":\"%s\",\"publicKey\":\"%s\",\"appUrl\":\"%s\"}"
              .formatted(K1, K1, BUILDER_KEY.publicKey(), "https://app.example.com"),
          "0x1c5faa0e4f2c8b279856e7e25b9fb86acd91ebfe492c6f758add0272d8087215"
              + "16b3a4850a3f2d3d327282ff6b884c8016965c25c0a3dd34b39670559ce669381c",
          Optional.of("0x15538041d03fe5a642ec8c97f2d1192f0d288c5694f1f1b213ecec566ebeb783"));

  private static final Vector E3 =
      new Vector(
          "E3",
          "POST",
          "/v1/files",
          "{\"ownerAddress\":\"%s\",\"url\":\"%s\",\"schemaId\":\"%s\"}"
              .formatted(K0, URL, bytes("77")),
          "0x4814a25b782ac1a4899f777ea3a827cdc880708700c978c0ae20f4f277298773"
              + "310870a3e02b56a1aff32420f76fa1823f5877bafe809989a6143c61257dbef71c",
          Optional.of("0xc20603bef29b258d026b6b836cf5a934343b96abc687544315feaf3048fffc1f"));

  private static final Vector E4 =
      new Vector(
          "E4",
          "DELETE",
          "/v1/files/" + bytes("66"),
          "{\"ownerAddress\":\"%s\"}".formatted(K0),
          "0xacce13122694cfa8ea33a856e7bea44d65bfd419b0c59d9e1a0d394f1cd4d57a"
              + "6e1378a3fd490a396200d75ea94ea7b5e6b3184a99dd19ddeb183cc303e85d021c",
          Optional.of(bytes("66")));

  private static final Vector E5 =
      new Vector(
          "E5",
          "POST",
          "/v1/grants",
          "{\"grantorAddress\":\"%s\",\"granteeId\":\"%s\",\"grant\":\"%s\",\"fileIds\":[]}"
              .formatted(K0, bytes("22"), GRANT_TEXT.replace("\"", "\\\"")),
          "0xf88fc4bcca00ef80d4b5f47837605fa381c3495f3837e6312c00d8ad3ddc6c6f"
              + "554ba19c8bf100aa554ac8f0dcad6d8410cbe63da5f4dee59bec4c139e1ee8041b",
          Optional.empty());

  private static final Vector E6 =
      new Vector(
          "E6",
          "DELETE",
          "/v1/grants/" + bytes("33"),
          "{\"grantorAddress\":\"%s\"}".formatted(K0),
          "0x8aac448bc15f8321409153676dc1588346337c42fbbd6b6c1c196f19d05618be"
              + "00f01105799ff359513058cd52f21c35d5304ec8f51a4eab82c8879ed6e355061c",
          Optional.of(bytes("33")));

  private static final Vector E7 =
      new Vector(
          "E7",
          "POST",
          "/v1/grants",
          SPEC_BODY,
          "0x2190933ae278d071af044cfdd107c38a708ddcfb8a2849fd8a498ba098b0f996"
              + "4cbaf491ad9c72834f54a0f852f061c3d46012f4658129ec2b66bcacd074dbfc1b",
          Optional.empty());

  private static final Vector E7B =
      new Vector(
          "E7b",
          "POST",
          "/v1/grants",
          SPEC_BODY,
          "0xa800a43db78e3fc3760f92cf2e5b7f1c5da8ea8ce2c6f418fa5429d5671ccd76"
              + "678f81f26337bc04fe553dbfc49f3f082e25fbcc1cf1b8c01d200eab0c78332a1c",
          Optional.empty());

  private static final Vector E8_BY_SERVER =
      new Vector(
          "E8 by k2",
          "POST",
          "/v1/grants",
          VERSIONED_BODY,
          "0x67f800fa780c2d9fe637b2ee509df4043591fe7334e7fe539144e6d5ad38bfd0"
              + "1711ac7946fd45ba9024c78c1159028d2b5c29196b84de501d27640a6f60c7951b",
          Optional.empty());

  private static final Vector E8_BY_OWNER =
      new Vector(
          "E8 by k0",
          "POST",
          "/v1/grants",
          VERSIONED_BODY,
          "0x75e683dfbdfee16924c31bdba5439395cc11060357da72e2e121599d396502d9"
              + "7007d4241302ada2f1ddb5e20f0c35e7627b8e093f7d532e763059e51c2f9cb91b",
          Optional.empty());

  /// E1, signed for the servers contract of the second generation.
  private static final String E1B_SIGNATURE =
      "0x1d752d143a8e558faac529b9bc820ae44dfca1d12067237c787372acb3457210"
          + "0c7346b160b2cbaaee98168fdce2d4fb1ec79f8e12dd99e8e851ecc78a28b0901c";

  static Stream<Vector> all() {
    return Stream.of(E1, E2, E3, E4, E5, E6, E7, E7B, E8_BY_SERVER, E8_BY_OWNER);
  }

  static Stream<Vector> delegated() {
    return Stream.of(E3, E4, E5, E6, E8_BY_SERVER);
  }

  private HttpAdapter adapter = adapter();
  private InMemoryRegistry registry = new InMemoryRegistry();
  private int port = listen(ProtocolDomain.MOKSHA);

  @AfterEach
  void close() {
    adapter.close();
  }

  @ParameterizedTest
  @MethodSource("all")
  void areRecordedUnderEitherWord(Vector vector) {
    for (String word : List.of("Web3Signed", "Signature")) {
      anew(ProtocolDomain.MOKSHA);
      withWhatTheyAreAbout(vector);

      HttpResponse<String> answer = send(vector, word);

      assertThat(answer.statusCode())
          .as(answer.body())
          .isEqualTo(vector.method().equals("POST") ? 201 : 200);
      assertThat(answer.body()).contains("\"userSignature\"", "\"proof\"");
      vector.id().ifPresent(id -> assertThat(answer.body()).contains("\"id\":\"" + id + "\""));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void areThereAlreadyTheSecondTime(Vector vector) {
    withWhatTheyAreAbout(vector);
    send(vector, "Web3Signed");

    HttpResponse<String> again = send(vector, "Web3Signed");

    assertThat(again.statusCode()).isEqualTo(409);
    vector.id().ifPresent(id -> assertThat(again.body()).contains("\"id\":\"" + id + "\""));
  }

  @ParameterizedTest
  @MethodSource("delegated")
  void countWhenAServerSignedOnlyIfItsOwnerRegisteredIt(Vector vector) {
    records();

    assertThat(send(vector, "Web3Signed").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("all")
  void areRefusedOnAnotherChain(Vector vector) {
    anew(new ProtocolDomain(1480, ProtocolDomain.MOKSHA.contracts()));
    withWhatTheyAreAbout(vector);

    assertThat(send(vector, "Web3Signed").statusCode()).isBetween(400, 404);
    assertThat(registry.findServer(new Address(K2))).isEmpty();
  }

  @Test
  void areRefusedWhenMadeForAnotherContract() {
    var e1b = new Vector("E1b", E1.method(), E1.path(), E1.body(), E1B_SIGNATURE, Optional.empty());

    assertThat(send(e1b, "Web3Signed").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"E1", "E2", "E3", "E5", "E7"})
  void areRefusedWhenASingleMemberIsChanged(String name) {
    Vector vector = all().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    withWhatTheyAreAbout(vector);
    String body =
        vector
            .body()
            .replace("example.com", "example.net")
            .replace("2026-01-21", "2026-01-22")
            .replace("instagram.likes", "instagram.posts");
    assertThat(body).isNotEqualTo(vector.body());

    HttpResponse<String> answer =
        send(
            new Vector(
                name, vector.method(), vector.path(), body, vector.signature(), Optional.empty()),
            "Web3Signed");

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  /// Everything but the registration of the server itself is about records that are there.
  private void withWhatTheyAreAbout(Vector vector) {
    if (vector != E1 && vector != E2) {
      send(E1, "Web3Signed");
      records();
    }
  }

  private void records() {
    var anySignature = new Signature(E1.signature());
    registry.addSchema(
        new SchemaRecord(
            new SchemaId(bytes("77")), OWNER, "profile", PROFILE, "ipfs://x", "{}", NOW));
    registry.saveBuilder(
        Optional.empty(),
        Entry.pending(
            bytes("22"),
            new BuilderRegistration(BUILDER, BUILDER, BUILDER_KEY.publicKey(), APP_URL),
            anySignature,
            BUILDER,
            NOW));
    registry.addFile(
        Entry.pending(
            bytes("66"),
            new FileRegistration(OWNER, "https://storage.example.com/x", new SchemaId(bytes("77"))),
            anySignature,
            OWNER,
            NOW));
    registry.addGrant(
        Entry.pending(
            bytes("33"),
            new SpecGrant(OWNER, BUILDER, List.of("instagram.profile"), 0, 9, Contract.PERMISSIONS),
            anySignature,
            OWNER,
            NOW),
        BUILDER);
  }

  private void anew(ProtocolDomain domain) {
    adapter.close();
    adapter = adapter();
    registry = new InMemoryRegistry();
    port = listen(domain);
  }

  private static HttpAdapter adapter() {
    return new HttpAdapter(
        VERTX, new HttpAdapter.Settings(List.of(), "test"), Limits.DEFAULT, CLOCK, new Random(1));
  }

  private int listen(ProtocolDomain domain) {
    ChainAdapter chain = ChainAdapter.of(domain, Limits.DEFAULT);
    var ids = chain.ids();
    var signatures = chain.signatures();
    return adapter.listen(
        new GatewayRole(
            registry,
            new RecordBuilder(registry, ids, signatures, CLOCK),
            new RecordServer(registry, ids, signatures, CLOCK),
            new RecordGrant(registry, ids, chain.grantTexts(), signatures, CLOCK),
            new RecordGrantRevocation(registry, signatures, CLOCK),
            new RecordFile(registry, ids, signatures, CLOCK),
            new RecordFileDeletion(registry, signatures, CLOCK),
            chain.grantTexts(),
            chain.signer(new Secret("0x" + "5d".repeat(32))),
            domain),
        HttpAdapter.Place.plain("127.0.0.1", 0));
  }

  private HttpResponse<String> send(Vector vector, String word) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + vector.path()))
              .headers(
                  Map.of(
                          "Content-Type",
                          "application/json",
                          "Authorization",
                          word + " " + vector.signature())
                      .entrySet()
                      .stream()
                      .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                      .toArray(String[]::new))
              .method(vector.method(), BodyPublishers.ofString(vector.body()))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String bytes(String hex) {
    return "0x" + hex.repeat(32);
  }
}
