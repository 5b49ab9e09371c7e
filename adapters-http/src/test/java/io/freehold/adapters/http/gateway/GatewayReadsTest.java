package io.freehold.adapters.http.gateway;

import static io.freehold.adapters.http.gateway.GatewayOnPort.DEFINITION;
import static io.freehold.adapters.http.gateway.GatewayOnPort.GATEWAY_KEY;
import static io.freehold.adapters.http.gateway.GatewayOnPort.SCHEMA;
import static io.freehold.adapters.http.gateway.GatewayOnPort.body;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.gateway.GatewayOnPort.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.LimitsOf;
import io.freehold.application.testing.PlainGrantTexts;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.Signature;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayReadsTest {
  private final GatewayOnPort gateway = new GatewayOnPort();

  @AfterEach
  void close() {
    gateway.close();
  }

  // The envelope.

  @Test
  void provesItsAnswersToWhoeverChecks() {
    gateway.registerTheBuilder();
    String path = "/v1/builders/" + BUILDER;

    Answer answer = gateway.get(path);

    JsonObject proof = answer.proof();
    String data =
        answer.text().substring("{\"data\":".length(), answer.text().indexOf(",\"proof\":"));
    assertThat(proof.getString("requestHash")).isEqualTo(sha256("GET " + path + "\n"));
    assertThat(proof.getString("responseHash")).isEqualTo(sha256(data));
    assertThat(proof.getLong("timestamp")).isEqualTo(NOW.getEpochSecond());
    String attested =
        """
        Data Portability Gateway
        request %s
        response %s
        timestamp %d\
        """
            .formatted(sha256("GET " + path + "\n"), sha256(data), NOW.getEpochSecond());
    assertThat(
            new FakeSignatures()
                .signerOf(attested, new Signature(proof.getString("gatewaySignature"))))
        .contains(GATEWAY_KEY.address());
  }

  @Test
  void provesAnswersToWritesOverTheirBodies() {
    ServerRegistration message = GatewayOnPort.server(OWNER, Cast.SERVER_URL);

    Answer answer = gateway.post("/v1/servers", body(message), OWNER_KEY.sign(message));

    assertThat(answer.proof().getString("requestHash"))
        .isEqualTo(sha256("POST /v1/servers\n" + body(message).encode()));
  }

  @Test
  void showsTheProofInBothSpellings() {
    gateway.registerTheBuilder();

    JsonObject proof = gateway.get("/v1/builders/" + BUILDER).proof();

    assertThat(proof.fieldNames())
        .containsExactlyInAnyOrder(
            "userSignature",
            "gatewaySignature",
            "signature",
            "gatewayAddress",
            "requestHash",
            "responseHash",
            "timestamp",
            "status",
            "estimatedConfirmation",
            "chainBlockHeight");
    assertThat(proof.getString("signature")).isEqualTo(proof.getString("gatewaySignature"));
    assertThat(proof.getString("gatewayAddress")).isEqualTo(GATEWAY_KEY.address().value());
    assertThat(proof.getString("status")).isEqualTo("pending");
    assertThat(proof.getValue("chainBlockHeight")).isNull();
  }

  @Test
  void isOpenToPagesOfOtherOrigins() {
    assertThat(gateway.get("/v1/sync/status").header("Access-Control-Allow-Origin")).isEqualTo("*");
  }

  // Single records.

  @Test
  void findsABuilderByAddressAndById() {
    String id = gateway.registerTheBuilder();

    JsonObject byAddress = gateway.get("/v1/builders/" + BUILDER).data();
    JsonObject byChecksum =
        gateway.get("/v1/builders/0x70997970C51812dc3A010C7d01b50e0d17dc79C8").data();
    JsonObject byId = gateway.get("/v1/builders/" + id).data();

    assertThat(byAddress.getString("id")).isEqualTo(id);
    assertThat(byAddress.getString("appUrl")).isEqualTo(Cast.APP_URL);
    assertThat(byAddress.getString("ownerAddress")).isEqualTo(BUILDER.value());
    assertThat(byChecksum).isEqualTo(byAddress);
    assertThat(byId).isEqualTo(byAddress);
  }

  @Test
  void findsAServerByItsAddressAndByItsOwners() {
    gateway.registerTheServer();

    JsonObject byServer = gateway.get("/v1/servers/" + SERVER).data();
    JsonObject byOwner = gateway.get("/v1/servers/" + OWNER).data();

    assertThat(byServer.getString("serverUrl")).isEqualTo(Cast.SERVER_URL);
    assertThat(byServer.getString("serverAddress")).isEqualTo(SERVER.value());
    assertThat(byOwner).isEqualTo(byServer);
    assertThat(gateway.get("/v1/servers/" + STRANGER).status()).isEqualTo(404);
  }

  @Test
  void findsASchemaByIdAndByScope() {
    JsonObject byId = gateway.get("/v1/schemas/" + SCHEMA).data();
    JsonObject byScope = gateway.get("/v1/schemas?scope=instagram.profile").data();

    assertThat(byId.getString("definitionUrl")).isEqualTo("ipfs://bafk");
    assertThat(byId.getString("schemaId")).isEqualTo(SCHEMA.value());
    assertThat(byScope).isEqualTo(byId);
    assertThat(gateway.get("/v1/schemas?scope=instagram.likes").status()).isEqualTo(404);
    assertThat(gateway.get("/v1/schemas?scope=..").status()).isEqualTo(400);
    assertThat(gateway.get("/v1/schemas/7").status()).isEqualTo(404);
  }

  @Test
  void servesADefinitionByteForByte() {
    Answer answer = gateway.get("/v1/schemas/" + SCHEMA + "/definition");

    assertThat(answer.text()).isEqualTo(DEFINITION);
    assertThat(answer.header("Cache-Control")).contains("immutable");
  }

  @Test
  void saysThatEveryRecordIsPending() {
    String builder = gateway.registerTheBuilder();
    gateway.registerTheServer();

    for (String path :
        List.of(
            "/v1/builders/" + BUILDER,
            "/v1/builders/" + builder,
            "/v1/servers/" + SERVER,
            "/v1/grants/" + grant(1),
            "/v1/files/" + file("a"),
            "/v1/schemas/" + SCHEMA)) {
      Answer status = gateway.get(path + "/status");
      assertThat(status.status()).as(path).isEqualTo(200);
      assertThat(status.data().getString("status")).isEqualTo("pending");
      assertThat(status.data().getValue("chainBlockHeight")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/builders/0x90f79bf6eb2c4f870365e785982e1f101e93b906",
        "/v1/servers/0x90f79bf6eb2c4f870365e785982e1f101e93b906",
        "/v1/grants/0x3333333333333333333333333333333333333333333333333333333333333333",
        "/v1/grants/0x3333333333333333333333333333333333333333333333333333333333333333/status",
        "/v1/files/0x3333333333333333333333333333333333333333333333333333333333333333",
        "/v1/schemas/0x3333333333333333333333333333333333333333333333333333333333333333/definition"
      })
  void answersInOneShapeWhenThereIsNone(String path) {
    Answer answer = gateway.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error().getInteger("code")).isEqualTo(404);
    assertThat(answer.error().getString("message")).isNotEmpty();
    assertThat(answer.error().getString("requestId")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/builders/nobody",
        "/v1/servers/0x12",
        "/v1/grants/0x12",
        "/v1/files/7",
        "/v1/schemas/x",
        "/v1/grants",
        "/v1/grants?user=0x12",
        "/v1/grants?user=0x90f79bf6eb2c4f870365e785982e1f101e93b906&builder=0x90f79bf6eb2c4f870365e785982e1f101e93b906",
        "/v1/grants?user=0x90f79bf6eb2c4f870365e785982e1f101e93b906&cursor=x",
        "/v1/files",
        "/v1/files?user=0x90f79bf6eb2c4f870365e785982e1f101e93b906&since=yesterday",
        "/v1/files?user=0x90f79bf6eb2c4f870365e785982e1f101e93b906&includeDeleted=1",
        "/v1/files?user=0x90f79bf6eb2c4f870365e785982e1f101e93b906&limit=0"
      })
  void refusesWhatCannotBeMeant(String path) {
    assertThat(gateway.get(path).status()).isEqualTo(400);
  }

  // Lists.

  @Test
  void listsGrantsOfAUserAndOfABuilder() {
    String first = grant(1);
    String second = grant(2);

    Answer ofUser = gateway.get("/v1/grants?user=" + OWNER);
    Answer ofBuilder = gateway.get("/v1/grants?builder=" + BUILDER);

    assertThat(ids(ofUser)).containsExactly(second, first);
    assertThat(ids(ofBuilder)).containsExactly(second, first);
    assertThat(gateway.get("/v1/grants?user=" + STRANGER).json().getJsonArray("data")).isEmpty();
    JsonObject item = ofUser.json().getJsonArray("data").getJsonObject(0);
    assertThat(item.getString("signature")).startsWith("0x");
    assertThat(item.getString("grantId")).isEqualTo(item.getString("id"));
    assertThat(item.getBoolean("expired")).isFalse();
  }

  @Test
  void turnsPages() {
    List<String> all = List.of(grant(3), grant(2), grant(1)).reversed();
    var seen = new ArrayList<String>();
    String cursor = "0";
    do {
      Answer page = gateway.get("/v1/grants?user=" + OWNER + "&limit=2&cursor=" + cursor);
      seen.addAll(ids(page));
      JsonObject pagination = page.json().getJsonObject("pagination");
      cursor = pagination.getString("nextCursor");
      assertThat(pagination.getBoolean("hasMore")).isEqualTo(cursor != null);
    } while (cursor != null);

    assertThat(seen).containsExactlyElementsOf(all);
  }

  @Test
  void cutsAPageOfLargeRecordsAndLeadsToTheNext() {
    var all = new ArrayList<String>();
    for (int i = 0; i < 45; i++) {
      all.addFirst(grant(i, " ".repeat(60_000)));
    }
    var seen = new ArrayList<String>();
    String cursor = "0";
    do {
      Answer page = gateway.get("/v1/grants?user=" + OWNER + "&cursor=" + cursor);
      assertThat(page.text()).hasSizeBetween(1_000, 2_000_000);
      seen.addAll(ids(page));
      cursor = page.json().getJsonObject("pagination").getString("nextCursor");
    } while (cursor != null);

    assertThat(seen).containsExactlyElementsOf(all);
  }

  @Test
  void listsSchemas() {
    Answer answer = gateway.get("/v1/schemas");

    assertThat(ids(answer)).containsExactly(SCHEMA.value());
  }

  @Test
  void listsTheFilesThatChangedSinceLastTime() {
    String first = file("a");
    gateway.clock.advance(Duration.ofSeconds(1));
    String second = file("b");
    String afterFirst = "&since=" + NOW;

    Answer all = gateway.get("/v1/files?user=" + OWNER);
    Answer since = gateway.get("/v1/files?owner=" + OWNER + afterFirst);
    Answer nothing =
        gateway.get("/v1/files?user=" + OWNER + "&since=" + all.data().getString("cursor"));

    assertThat(fileIds(all)).containsExactly(first, second);
    assertThat(all.data().getString("cursor")).isEqualTo(NOW.plusSeconds(1).toString());
    assertThat(fileIds(since)).containsExactly(second);
    assertThat(fileIds(nothing)).isEmpty();
    assertThat(nothing.data().getString("cursor")).isEqualTo(all.data().getString("cursor"));
    assertThat(gateway.get("/v1/files?user=" + STRANGER).data().getValue("cursor")).isNull();
  }

  @Test
  void listsTombstonesToThoseWhoAsk() {
    String id = file("a");
    gateway.clock.advance(Duration.ofSeconds(5));
    gateway.delete(
        "/v1/files/" + id,
        new JsonObject().put("ownerAddress", OWNER.value()),
        OWNER_KEY.sign(new FileDeletion(OWNER, new FileId(id))));

    Answer with = gateway.get("/v1/files?user=" + OWNER + "&includeDeleted=true&since=" + NOW);

    assertThat(fileIds(gateway.get("/v1/files?user=" + OWNER))).isEmpty();
    assertThat(fileIds(with)).containsExactly(id);
    assertThat(with.data().getJsonArray("files").getJsonObject(0).getString("deletedAt"))
        .isEqualTo(NOW.plusSeconds(5).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 100})
  void losesNoFileBetweenTwoPages(int limit) {
    var all = new ArrayList<String>();
    all.add(file("a"));
    gateway.clock.advance(Duration.ofMillis(1));
    all.addAll(List.of(file("b"), file("c"), file("d")));
    gateway.clock.advance(Duration.ofMillis(1));
    all.add(file("e"));
    all.add(file("f"));
    var seen = new ArrayList<String>();
    String since = "";
    List<String> page;
    do {
      Answer answer = gateway.get("/v1/files?user=" + OWNER + "&limit=" + limit + since);
      page = fileIds(answer);
      seen.addAll(page);
      since = "&since=" + answer.data().getString("cursor");
    } while (!page.isEmpty());

    assertThat(seen).containsExactlyElementsOf(all);
  }

  // The gateway itself.

  @Test
  void saysThatItHasNoChain() {
    gateway.registerTheBuilder();

    JsonObject data = gateway.get("/v1/sync/status").data();

    assertThat(data.getBoolean("isConnected")).isFalse();
    assertThat(data.getLong("pendingOperations")).isEqualTo(1);
    assertThat(data.getLong("chainId")).isEqualTo(14800);
    assertThat(data.getValue("lastBlockHeight")).isNull();
  }

  @Test
  void saysThatItLives() {
    Answer answer = gateway.get("/health");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("status")).isEqualTo("healthy");
    assertThat(answer.json().getString("version")).isEqualTo("1.2.3");
  }

  @Test
  void slowsDownWhoAsksTooMuchButAlwaysSaysThatItLives() {
    try (var busy =
        new GatewayOnPort(
            LimitsOf.with(Map.of("addressBurst", 3, "addressRequestsPerSecond", 1)))) {
      List<Integer> statuses =
          Stream.generate(() -> busy.get("/v1/sync/status").status()).limit(60).toList();

      assertThat(statuses).startsWith(200, 200, 200).contains(429);
      assertThat(busy.get("/health").status()).isEqualTo(200);
    }
  }

  private String grant(long nonce) {
    return grant(nonce, "");
  }

  private String grant(long nonce, String end) {
    var grant =
        new GrantRegistration(
            OWNER,
            new BuilderId(gateway.registerTheBuilder()),
            new PlainGrantTexts().format(Cast.aGrant().withNonce(nonce).terms()) + end,
            List.of());
    return gateway
        .post("/v1/grants", body(grant), OWNER_KEY.sign(grant))
        .json()
        .getString("grantId");
  }

  private String file(String name) {
    var file = new FileRegistration(OWNER, "https://storage.example.com/" + name, SCHEMA);
    return gateway.post("/v1/files", body(file), OWNER_KEY.sign(file)).json().getString("fileId");
  }

  private static List<String> ids(Answer list) {
    return texts(list.json().getJsonArray("data"), "id");
  }

  private static List<String> fileIds(Answer list) {
    return texts(list.data().getJsonArray("files"), "fileId");
  }

  private static List<String> texts(JsonArray items, String name) {
    return items.stream().map(item -> ((JsonObject) item).getString(name)).toList();
  }

  private static String sha256(String text) {
    try {
      return "0x"
          + HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
