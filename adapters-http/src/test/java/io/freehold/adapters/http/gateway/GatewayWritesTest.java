package io.freehold.adapters.http.gateway;

import static io.freehold.adapters.http.gateway.GatewayOnPort.SCHEMA;
import static io.freehold.adapters.http.gateway.GatewayOnPort.body;
import static io.freehold.adapters.http.gateway.GatewayOnPort.builder;
import static io.freehold.adapters.http.gateway.GatewayOnPort.server;
import static io.freehold.application.testing.Cast.APP_URL;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.BUILDER_KEY;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.SERVER_URL;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.gateway.GatewayOnPort.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.GrantRevocation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayWritesTest {
  private static final String URL =
      "https://storage.example.com/v1/blobs/owner/instagram.profile/2026-01-21T10:00:00Z";

  private final GatewayOnPort gateway = new GatewayOnPort();

  @AfterEach
  void close() {
    gateway.close();
  }

  @Nested
  final class Authorization {
    @ParameterizedTest
    @ValueSource(strings = {"Web3Signed", "Signature", "signature", "WEB3SIGNED"})
    void isTheSignatureBehindEitherWord(String word) {
      var message = server(OWNER, SERVER_URL);

      Answer answer =
          gateway.write(
              "POST", "/v1/servers", body(message), word + " " + OWNER_KEY.sign(message).value());

      assertThat(answer.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
      "Bearer abc, MISSING_AUTH",
      "Web3Signed, MISSING_AUTH",
      "Web3Signed 0x1234, INVALID_SIGNATURE",
      "Signature nonsense, INVALID_SIGNATURE"
    })
    void isRefusedWhenItIsNoSignature(String header, String code) {
      Answer answer = gateway.write("POST", "/v1/servers", body(server(OWNER, SERVER_URL)), header);

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.error().getString("errorCode")).isEqualTo(code);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Web3Signed");
    }

    @Test
    void leadsToAStrangerWhenSomethingElseWasSigned() {
      var signed = server(OWNER, SERVER_URL);
      var sent = server(OWNER, "https://elsewhere.example.com");

      Answer answer = gateway.post("/v1/servers", body(sent), OWNER_KEY.sign(signed));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(gateway.registry.findServer(SERVER)).isEmpty();
    }

    @Test
    void doesNotTellTheOwnerSoTheBodyMust() {
      gateway.registerTheServer();
      var message = new FileRegistration(OWNER, URL, SCHEMA);
      JsonObject literal = new JsonObject().put("url", URL).put("schemaId", SCHEMA.value());

      Answer without = gateway.post("/v1/files", literal, SERVER_KEY.sign(message));
      Answer with =
          gateway.post(
              "/v1/files",
              literal.copy().put("userAddress", OWNER.value()),
              SERVER_KEY.sign(message));

      assertThat(without.status()).isEqualTo(400);
      assertThat(without.error().getString("message")).contains("ownerAddress");
      assertThat(with.status()).isEqualTo(201);
    }

    @Test
    void isRefusedWhenTheBodyNamesTwoOwners() {
      var message = server(OWNER, SERVER_URL);

      Answer answer =
          gateway.post(
              "/v1/servers",
              body(message).put("userAddress", STRANGER.value()),
              OWNER_KEY.sign(message));

      assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void readsAnAddressInAnyCase() {
      var message = server(OWNER, SERVER_URL);

      Answer answer =
          gateway.post(
              "/v1/servers",
              body(message).put("ownerAddress", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
              OWNER_KEY.sign(message));

      assertThat(answer.status()).isEqualTo(201);
    }
  }

  @Nested
  final class Servers {
    @Test
    void areRegisteredByTheirOwner() {
      Answer answer = gateway.registerTheServer();

      String id = gateway.ids.idOf(server(OWNER, SERVER_URL)).value();
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().getString("serverId")).isEqualTo(id);
      assertThat(answer.json().getString("id")).isEqualTo(id);
      assertThat(answer.data().getString("serverUrl")).isEqualTo(SERVER_URL);
      assertThat(answer.proof().getString("status")).isEqualTo("pending");
    }

    @Test
    void areThereAlreadyTheSecondTime() {
      Answer first = gateway.registerTheServer();
      Answer second = gateway.registerTheServer();

      assertThat(second.status()).isEqualTo(409);
      assertThat(second.json().getString("serverId")).isEqualTo(first.json().getString("serverId"));
      assertThat(second.data()).isEqualTo(first.data());
      assertThat(second.error().getString("errorCode")).isEqualTo("ALREADY_REGISTERED");
      assertThat(second.error().getInteger("code")).isEqualTo(409);
    }

    @Test
    void moveToAnotherUrl() {
      gateway.registerTheServer();
      var moved = server(OWNER, "https://elsewhere.example.com");

      Answer answer = gateway.post("/v1/servers", body(moved), OWNER_KEY.sign(moved));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.data().getString("serverUrl")).isEqualTo("https://elsewhere.example.com");
    }

    @Test
    void areNotRegisteredByTheServerItself() {
      gateway.registerTheServer();
      var moved = server(OWNER, "https://elsewhere.example.com");

      Answer answer = gateway.post("/v1/servers", body(moved), SERVER_KEY.sign(moved));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.error().getJsonObject("details").getString("expected"))
          .isEqualTo(OWNER.value());
    }

    @Test
    void stayWithWhomeverRegisteredThemFirst() {
      gateway.registerTheServer();
      var theft = server(STRANGER, SERVER_URL);

      Answer answer = gateway.post("/v1/servers", body(theft), STRANGER_KEY.sign(theft));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(gateway.registry.findServer(SERVER).orElseThrow().message().owner())
          .isEqualTo(OWNER);
    }

    @Test
    void haveTheKeyOfTheirAddress() {
      var message = server(OWNER, SERVER_URL);
      JsonObject body = body(message).put("publicKey", OWNER_KEY.publicKey());
      var signed =
          new RegistryMessage.ServerRegistration(OWNER, SERVER, OWNER_KEY.publicKey(), SERVER_URL);

      assertThat(gateway.post("/v1/servers", body, OWNER_KEY.sign(signed)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "", "ftp://x", "https://a\u0000b"})
    void areReachedOverTheWeb(String url) {
      var message = server(OWNER, url);

      assertThat(gateway.post("/v1/servers", body(message), OWNER_KEY.sign(message)).status())
          .isEqualTo(400);
    }
  }

  @Nested
  final class Builders {
    @Test
    void areRegisteredByTheirOwner() {
      var message = builder(BUILDER, APP_URL);

      Answer answer = gateway.post("/v1/builders", body(message), BUILDER_KEY.sign(message));

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().getString("builderId")).isEqualTo(gateway.ids.idOf(message).value());
      assertThat(answer.json().getString("id")).isEqualTo(gateway.ids.idOf(message).value());
      assertThat(answer.data().getString("granteeAddress")).isEqualTo(BUILDER.value());
    }

    @Test
    void areThereAlreadyTheSecondTimeAndMayMove() {
      gateway.registerTheBuilder();
      var same = builder(BUILDER, APP_URL);
      var moved = builder(BUILDER, "https://new.example.com");

      assertThat(gateway.post("/v1/builders", body(same), BUILDER_KEY.sign(same)).status())
          .isEqualTo(409);
      assertThat(gateway.post("/v1/builders", body(moved), BUILDER_KEY.sign(moved)).status())
          .isEqualTo(200);
    }

    @Test
    void areNotTakenOverByAnotherWallet() {
      gateway.registerTheBuilder();
      var theft = builder(STRANGER, "https://evil.example.com");

      Answer answer = gateway.post("/v1/builders", body(theft), STRANGER_KEY.sign(theft));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(gateway.registry.findBuilder(BUILDER).orElseThrow().message().owner())
          .isEqualTo(BUILDER);
    }

    @Test
    void takeThemselvesBackFromWhoeverWasFirst() {
      var squatted = builder(STRANGER, "https://evil.example.com");
      gateway.post("/v1/builders", body(squatted), STRANGER_KEY.sign(squatted));
      var own = builder(BUILDER, APP_URL);

      assertThat(gateway.post("/v1/builders", body(own), BUILDER_KEY.sign(own)).status())
          .isEqualTo(200);
      assertThat(gateway.post("/v1/builders", body(squatted), STRANGER_KEY.sign(squatted)).status())
          .isEqualTo(403);
    }

    @Test
    void areNotRegisteredByAServer() {
      gateway.registerTheServer();
      var message = builder(OWNER, APP_URL);

      assertThat(gateway.post("/v1/builders", body(message), SERVER_KEY.sign(message)).status())
          .isEqualTo(403);
    }
  }

  @Nested
  final class Grants {
    @Test
    void areRecordedInTheFormWithAGrantText() {
      gateway.registerTheServer();
      GrantRegistration grant = registration();

      Answer answer = gateway.post("/v1/grants", body(grant), SERVER_KEY.sign(grant));

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().getString("grantId")).isEqualTo(answer.json().getString("id"));
      assertThat(answer.data().getString("grant")).isEqualTo(grant.grant());
      assertThat(answer.data().getJsonArray("scopes")).containsExactly("instagram.profile");
      assertThat(answer.data().getString("granteeId")).isEqualTo(grant.granteeId().value());
      assertThat(answer.data().getString("granteeAddress")).isEqualTo(BUILDER.value());
      assertThat(answer.data().getValue("revokedAt")).isNull();
      assertThat(answer.data().getLong("expiresAt")).isZero();
      assertThat(answer.proof().getString("userSignature"))
          .isEqualTo(SERVER_KEY.sign(grant).value());
    }

    @ParameterizedTest
    @EnumSource(
        value = Contract.class,
        names = {"PERMISSIONS", "NONE"})
    void areRecordedInTheFormOfTheSpecification(Contract contract) {
      String granteeId = gateway.registerTheBuilder();
      SpecGrant grant = spec(contract);

      Answer answer = gateway.post("/v1/grants", specBody(), OWNER_KEY.sign(grant));

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.data().getString("primaryType")).isEqualTo("Grant");
      assertThat(answer.data().getString("verifyingContract"))
          .isEqualTo(
              contract == Contract.NONE
                  ? "0x" + "0".repeat(40)
                  : "0xd54523048add05b4d734afae7c68324ebb7373ef");
      assertThat(answer.data().getString("granteeId")).isEqualTo(granteeId);
      assertThat(answer.data().getLong("nonce")).isEqualTo(7);
    }

    @Test
    void areRecordedInTheFormOfTheSecondGeneration() {
      var grant =
          new VersionedGrant(
              OWNER,
              new BuilderId(gateway.registerTheBuilder()),
              List.of("instagram.profile"),
              1,
              0);

      Answer answer = gateway.post("/v1/grants", body(grant), OWNER_KEY.sign(grant));

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.data().getString("grantVersion")).isEqualTo("1");
      assertThat(answer.data().getString("expiresAt")).isEqualTo("0");
      assertThat(answer.data().getString("granteeAddress")).isEqualTo(BUILDER.value());
    }

    @Test
    void areThereAlreadyTheSecondTime() {
      GrantRegistration grant = registration();
      Answer first = gateway.post("/v1/grants", body(grant), OWNER_KEY.sign(grant));

      Answer second = gateway.post("/v1/grants", body(grant), OWNER_KEY.sign(grant));

      assertThat(second.status()).isEqualTo(409);
      assertThat(second.json().getString("grantId")).isEqualTo(first.json().getString("grantId"));
      assertThat(second.data()).isEqualTo(first.data());
    }

    @Test
    void areNotSignedByAStrangerOrAForeignServer() {
      GrantRegistration grant = registration();

      Answer stranger = gateway.post("/v1/grants", body(grant), STRANGER_KEY.sign(grant));
      Answer server = gateway.post("/v1/grants", body(grant), SERVER_KEY.sign(grant));
      Answer spec = gateway.post("/v1/grants", specBody(), STRANGER_KEY.sign(spec(Contract.NONE)));

      assertThat(List.of(stranger, server, spec)).extracting(Answer::status).containsOnly(403);
      assertThat(stranger.error().getJsonObject("details").getString("signer"))
          .isEqualTo(STRANGER.value());
    }

    @Test
    void areRefusedWithTheSignerOfTheLikelierForm() {
      Answer answer =
          gateway.post("/v1/grants", specBody(), STRANGER_KEY.sign(spec(Contract.PERMISSIONS)));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.error().getJsonObject("details").getString("signer"))
          .isEqualTo(STRANGER.value());
    }

    @Test
    void sayTheSameInTextAndMembers() {
      GrantRegistration honest = registration();
      var other =
          new GrantRegistration(
              OWNER,
              honest.granteeId(),
              honest.grant().replace(BUILDER.value(), STRANGER.value()),
              List.of());

      assertThat(gateway.post("/v1/grants", body(other), OWNER_KEY.sign(other)).status())
          .isEqualTo(400);
    }

    @Test
    void needARegisteredBuilder() {
      Answer spec = gateway.post("/v1/grants", specBody(), OWNER_KEY.sign(spec(Contract.NONE)));
      var unknown =
          new GrantRegistration(
              OWNER, new BuilderId("0x" + "22".repeat(32)), grantText(), List.of());

      assertThat(spec.status()).isEqualTo(404);
      assertThat(spec.error().getString("errorCode")).isEqualTo("BUILDER_NOT_REGISTERED");
      assertThat(gateway.post("/v1/grants", body(unknown), OWNER_KEY.sign(unknown)).status())
          .isEqualTo(404);
    }

    @Test
    void nameFilesInABoundedNumber() {
      JsonObject body = body(registration());
      var ids = new JsonArray();
      for (int i = 0; i <= GrantMessage.FILE_IDS_MAX; i++) {
        ids.add(1);
      }

      Answer answer =
          gateway.post("/v1/grants", body.put("fileIds", ids), OWNER_KEY.sign("anything"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error().getString("message")).contains("fileIds", "at most 256");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{\"grantorAddress\":\"0x12\"}",
          "{\"user\":\"OWNER\",\"builder\":\"BUILDER\",\"scopes\":[]}",
          "{\"user\":\"OWNER\",\"builder\":\"BUILDER\",\"scopes\":[\"../x\"]}",
          "{\"user\":\"OWNER\",\"builder\":\"BUILDER\",\"scopes\":[\"*\"],\"expiresAt\":-1}",
          "{\"user\":\"OWNER\",\"builder\":\"BUILDER\",\"scopes\":[\"*\"],\"nonce\":1.5}",
          "{\"grantorAddress\":\"OWNER\",\"granteeId\":7,\"grant\":\"{}\"}",
          "{\"grantorAddress\":\"OWNER\",\"granteeId\":\"ID\",\"grant\":\"{}\",\"fileIds\":[\"x\"]}",
          "{\"grantorAddress\":\"OWNER\",\"granteeId\":\"ID\",\"grant\":\"{}\",\"fileIds\":[-1]}",
          "{\"grantorAddress\":\"OWNER\",\"granteeId\":\"ID\",\"grant\":7}"
        })
    void areRefusedWhenTheyAreNone(String text) {
      JsonObject body =
          new JsonObject(
              text.replace("OWNER", OWNER.value())
                  .replace("BUILDER", BUILDER.value())
                  .replace("ID", "0x" + "22".repeat(32)));

      Answer answer = gateway.post("/v1/grants", body, OWNER_KEY.sign("anything"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error().getString("errorCode")).isEqualTo("INVALID_BODY");
    }

    @Test
    void areRevokedAndStayOnRecord() {
      gateway.registerTheServer();
      GrantId id = recorded();
      var revocation = new GrantRevocation(OWNER, id);
      JsonObject body = new JsonObject().put("grantorAddress", OWNER.value());

      Answer first = gateway.delete("/v1/grants/" + id, body, SERVER_KEY.sign(revocation));
      Answer second = gateway.delete("/v1/grants/" + id, body, OWNER_KEY.sign(revocation));
      Answer shown = gateway.get("/v1/grants/" + id);

      assertThat(first.status()).isEqualTo(200);
      assertThat(first.json().getString("grantId")).isEqualTo(id.value());
      assertThat(first.data().getString("revokedAt")).isEqualTo(Cast.NOW.toString());
      assertThat(second.status()).isEqualTo(409);
      assertThat(second.json().getString("grantId")).isEqualTo(id.value());
      assertThat(shown.data().getString("revokedAt")).isEqualTo(Cast.NOW.toString());
      assertThat(shown.data().getString("revocationSignature"))
          .isEqualTo(SERVER_KEY.sign(revocation).value());
    }

    @Test
    void areRevokedByNobodyElse() {
      GrantId id = recorded();
      var theirs = new GrantRevocation(STRANGER, id);
      var forged = new GrantRevocation(OWNER, id);

      Answer asGrantor =
          gateway.delete(
              "/v1/grants/" + id,
              new JsonObject().put("grantorAddress", STRANGER.value()),
              STRANGER_KEY.sign(theirs));
      Answer asForger =
          gateway.delete(
              "/v1/grants/" + id,
              new JsonObject().put("grantorAddress", OWNER.value()),
              STRANGER_KEY.sign(forged));

      assertThat(asGrantor.status()).isEqualTo(404);
      assertThat(asForger.status()).isEqualTo(403);
      assertThat(gateway.registry.findGrant(id).orElseThrow().isRemoved()).isFalse();
    }

    @Test
    void areNotRevokedByVersion() {
      GrantId id = recorded();

      Answer answer =
          gateway.delete(
              "/v1/grants/" + id,
              new JsonObject().put("grantorAddress", OWNER.value()).put("grantVersion", "2"),
              OWNER_KEY.sign(new GrantRevocation(OWNER, id)));

      assertThat(answer.status()).isEqualTo(400);
    }

    private GrantId recorded() {
      GrantMessage grant = registration();
      return new GrantId(
          gateway
              .post("/v1/grants", body(grant), OWNER_KEY.sign(grant))
              .json()
              .getString("grantId"));
    }

    private GrantRegistration registration() {
      return new GrantRegistration(
          OWNER, new BuilderId(gateway.registerTheBuilder()), grantText(), List.of());
    }

    private static String grantText() {
      return new io.freehold.application.testing.PlainGrantTexts().format(Cast.aGrant().terms());
    }

    private static SpecGrant spec(Contract contract) {
      return new SpecGrant(OWNER, BUILDER, List.of("instagram.profile"), 0, 7, contract);
    }

    private static JsonObject specBody() {
      return new JsonObject()
          .put("user", OWNER.value())
          .put("builder", BUILDER.value())
          .put("scopes", new JsonArray().add("instagram.profile"))
          .put("expiresAt", 0)
          .put("nonce", 7);
    }
  }

  @Nested
  final class Files {
    @Test
    void areRegisteredByTheOwnerOrItsServer() {
      gateway.registerTheServer();
      var byServer = new FileRegistration(OWNER, URL, SCHEMA);
      var byOwner = new FileRegistration(OWNER, URL + "2", SCHEMA);

      Answer first = gateway.post("/v1/files", body(byServer), SERVER_KEY.sign(byServer));
      Answer second = gateway.post("/v1/files", body(byOwner), OWNER_KEY.sign(byOwner));

      assertThat(first.status()).isEqualTo(201);
      assertThat(second.status()).isEqualTo(201);
      String id = gateway.ids.idOf(byServer).value();
      assertThat(first.json().getString("fileId")).isEqualTo(id);
      assertThat(first.data().getString("fileId")).isEqualTo(id);
      assertThat(first.data().getString("id")).isEqualTo(id);
      assertThat(first.data().getString("owner")).isEqualTo(OWNER.value());
      assertThat(first.data().getString("ownerAddress")).isEqualTo(OWNER.value());
      assertThat(first.data().getString("addedAt")).isEqualTo(Cast.NOW.toString());
      assertThat(first.data().getString("createdAt")).isEqualTo(Cast.NOW.toString());
      assertThat(first.data().containsKey("deletedAt")).isTrue();
      assertThat(first.data().getValue("deletedAt")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "7",
          "\"7\"",
          "\"0x0000000000000000000000000000000000000000000000000000000000000007\""
        })
    void nameTheirSchemaByNumberOrByBytes(String schemaId) {
      gateway.registry.addSchema(
          new io.freehold.domain.registry.SchemaRecord(
              SchemaId.parse("7"), OWNER, "n", Cast.LIKES, "ipfs://x", "{}", Cast.NOW));
      var message = new FileRegistration(OWNER, URL, SchemaId.parse("7"));
      JsonObject body =
          new JsonObject(
              "{\"ownerAddress\":\"%s\",\"url\":\"%s\",\"schemaId\":%s}"
                  .formatted(OWNER, URL, schemaId));

      assertThat(gateway.post("/v1/files", body, OWNER_KEY.sign(message)).status()).isEqualTo(201);
    }

    @Test
    void needARegisteredSchema() {
      var message = new FileRegistration(OWNER, URL, SchemaId.parse("8"));

      assertThat(gateway.post("/v1/files", body(message), OWNER_KEY.sign(message)).status())
          .isEqualTo(404);
    }

    @Test
    void becomeTombstonesThatCannotBeRegisteredAgain() {
      gateway.registerTheServer();
      var message = new FileRegistration(OWNER, URL, SCHEMA);
      String id =
          gateway
              .post("/v1/files", body(message), SERVER_KEY.sign(message))
              .json()
              .getString("fileId");
      var deletion = new FileDeletion(OWNER, new FileId(id));
      JsonObject body = new JsonObject().put("ownerAddress", OWNER.value());

      Answer first = gateway.delete("/v1/files/" + id, body, SERVER_KEY.sign(deletion));
      Answer second = gateway.delete("/v1/files/" + id, body, SERVER_KEY.sign(deletion));
      Answer again = gateway.post("/v1/files", body(message), SERVER_KEY.sign(message));
      Answer shown = gateway.get("/v1/files/" + id);

      assertThat(first.status()).isEqualTo(200);
      assertThat(second.status()).isEqualTo(409);
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.json().getString("fileId")).isEqualTo(id);
      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.data().getString("deletedAt")).isEqualTo(Cast.NOW.toString());
      assertThat(shown.data().getString("deletionSignature"))
          .as("what proves it to whoever does not believe this gateway")
          .isEqualTo(SERVER_KEY.sign(deletion).value());
    }

    @Test
    void areNotDeletedByStrangers() {
      var message = new FileRegistration(OWNER, URL, SCHEMA);
      String id =
          gateway
              .post("/v1/files", body(message), OWNER_KEY.sign(message))
              .json()
              .getString("fileId");
      var deletion = new FileDeletion(OWNER, new FileId(id));
      var theirs = new FileDeletion(STRANGER, new FileId(id));

      assertThat(
              gateway
                  .delete(
                      "/v1/files/" + id,
                      new JsonObject().put("ownerAddress", OWNER.value()),
                      STRANGER_KEY.sign(deletion))
                  .status())
          .isEqualTo(403);
      assertThat(
              gateway
                  .delete(
                      "/v1/files/" + id,
                      new JsonObject().put("ownerAddress", STRANGER.value()),
                      STRANGER_KEY.sign(theirs))
                  .status())
          .isEqualTo(404);
    }
  }

  @Nested
  final class Nonces {
    @Test
    void areOptionalButMustBeTheNext() {
      assertThat(post(1, OWNER_KEY, "a").status()).isEqualTo(201);
      assertThat(current()).isEqualTo(1);
      Answer used = post(1, OWNER_KEY, "b");
      Answer skipped = post(3, OWNER_KEY, "b");

      assertThat(used.status()).isEqualTo(400);
      assertThat(used.error().getString("errorCode")).isEqualTo("INVALID_NONCE");
      assertThat(used.error().getJsonObject("details").getInteger("expected")).isEqualTo(2);
      assertThat(skipped.status()).isEqualTo(400);
      assertThat(post(2, OWNER_KEY, "b").status()).isEqualTo(201);
    }

    @Test
    void areNotUsedUpByWhatIsRefused() {
      assertThat(post(1, STRANGER_KEY, "a").status()).isEqualTo(403);

      assertThat(current()).isZero();
    }

    @Test
    void areKnownByTheNamesOfTheContractsToo() {
      assertThat(gateway.get("/v1/nonces?user=" + OWNER + "&operation=addFileWithSchema").data())
          .isEqualTo(gateway.get("/v1/nonces?user=" + OWNER + "&operation=addFile").data());
      assertThat(gateway.get("/v1/nonces?user=" + OWNER + "&operation=steal").status())
          .isEqualTo(400);
      assertThat(gateway.get("/v1/nonces?user=" + OWNER).status()).isEqualTo(400);
    }

    private long current() {
      JsonObject data = gateway.get("/v1/nonces?user=" + OWNER + "&operation=addFile").data();
      assertThat(data.getLong("nextNonce")).isEqualTo(data.getLong("currentNonce") + 1);
      return data.getLong("currentNonce");
    }

    private Answer post(long nonce, FakeSigner by, String name) {
      var message = new FileRegistration(OWNER, URL + name, SCHEMA);
      return gateway.post("/v1/files", body(message).put("nonce", nonce), by.sign(message));
    }
  }

  @Test
  void takesSchemasFromNobody() {
    Answer answer =
        gateway.post("/v1/schemas", new JsonObject().put("scope", "a.b"), OWNER_KEY.sign("x"));

    assertThat(answer.status()).isEqualTo(405);
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    var message = server(OWNER, SERVER_URL);

    Answer answer =
        gateway.post(
            "/v1/servers",
            body(message).put("padding", "x".repeat(64 << 10)),
            OWNER_KEY.sign(message));

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void takesTheSizeOfAWriteFromTheLimits() {
    var message = server(OWNER, SERVER_URL);

    try (var small = new GatewayOnPort(LimitsOf.with("gatewayWriteBytesMax", 50L))) {
      assertThat(small.post("/v1/servers", body(message), OWNER_KEY.sign(message)).status())
          .isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "DELETE"})
  void letsNoPageOfAnotherOriginWrite(String method) {
    Answer answer =
        GatewayOnPort.send(
            java.net.http.HttpRequest.newBuilder(
                    gateway.uri(method.equals("POST") ? "/v1/grants" : "/v1/grants/0x00"))
                .header("Origin", "https://evil.example.com")
                .header("Access-Control-Request-Method", method)
                .method("OPTIONS", java.net.http.HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }
}
