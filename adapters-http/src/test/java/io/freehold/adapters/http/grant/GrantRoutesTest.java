package io.freehold.adapters.http.grant;

import static io.freehold.application.testing.Cast.aGrant;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.GrantId;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GrantRoutesTest {
  private static final String CHECKSUMMED = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer create(String json) {
    return Ask.post("/v1/grants", json).byTheOwner().to(server);
  }

  @Nested
  class Create {
    @Test
    void grantsWhatTheOwnerAsks() {
      server.start();

      Answer answer =
          create(
              "{\"granteeAddress\":\""
                  + CHECKSUMMED
                  + "\",\"scopes\":[\"instagram.profile\"],\"expiresAt\":1770000001,\"nonce\":7}");

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.json().fieldNames()).containsExactly("grantId");
      SignedGrant grant =
          server.grants.find(new GrantId(answer.json().getString("grantId"))).orElseThrow();
      assertThat(grant.terms().grantee()).isEqualTo(Cast.BUILDER);
      assertThat(grant.terms().scopeTexts()).containsExactly("instagram.profile");
      assertThat(grant.terms().expiresAt()).isEqualTo(Cast.NOW.plusSeconds(1));
      assertThat(grant.terms().nonce()).isEqualTo(7);
    }

    @Test
    void grantsForEverUnderTheTimeByDefault() {
      server.start();

      Answer answer = create("{\"granteeAddress\":\"" + CHECKSUMMED + "\",\"scopes\":[\"a.b\"]}");

      var terms =
          server.grants.find(new GrantId(answer.json().getString("grantId"))).orElseThrow().terms();
      assertThat(terms.expiresAtSeconds()).isZero();
      assertThat(terms.nonce()).isEqualTo(1_770_000_000_000L);
    }

    /// Threat T16.
    @Test
    void warnsOfAnOpenEnd() {
      server.start();
      Ask.post("/v1/data/instagram.profile", "{}").byTheOwner().to(server);
      Ask.post("/v1/data/instagram.likes", "{}").byTheOwner().to(server);
      Ask.post("/v1/data/instagramx.likes", "{}").byTheOwner().to(server);

      JsonObject some =
          create(
                  "{\"granteeAddress\":\""
                      + CHECKSUMMED
                      + "\",\"scopes\":[\"a.b\",\"instagram.*\"]}")
              .json();
      JsonObject all =
          create("{\"granteeAddress\":\"" + CHECKSUMMED + "\",\"scopes\":[\"*\"]}").json();

      assertThat(some.getJsonArray("expandsTo"))
          .isEqualTo(JsonArray.of("instagram.likes", "instagram.profile"));
      assertThat(some.getJsonArray("warnings").getString(0)).startsWith("instagram.* also covers");
      assertThat(all.getJsonArray("expandsTo")).hasSize(3);
      assertThat(all.getJsonArray("warnings").getString(0)).startsWith("* covers everything");
    }

    @Test
    void refusesWhatIsNoDraft() {
      server.start();
      String good = "\"granteeAddress\":\"" + CHECKSUMMED + "\",\"scopes\":[\"a.b\"]";
      assertThat(create("{" + good + "}").status()).isEqualTo(201);

      for (String bad :
          new String[] {
            "{}",
            "{\"granteeAddress\":\"0x12\",\"scopes\":[\"a.b\"]}",
            "{\"granteeAddress\":\"" + CHECKSUMMED + "\"}",
            "{\"granteeAddress\":\"" + CHECKSUMMED + "\",\"scopes\":[]}",
            "{\"granteeAddress\":\"" + CHECKSUMMED + "\",\"scopes\":\"a.b\"}",
            "{\"granteeAddress\":\"" + CHECKSUMMED + "\",\"scopes\":[7]}",
            "{\"granteeAddress\":\"" + CHECKSUMMED + "\",\"scopes\":[\"a*\"]}",
            "{\"granteeAddress\":\"" + CHECKSUMMED + "\",\"scopes\":[\"a.b\",\"A\"]}",
            "{\"granteeAddress\":\""
                + CHECKSUMMED
                + "\",\"scopes\":["
                + "\"a.b\",".repeat(100)
                + "\"a.b\"]}",
            "{" + good + ",\"expiresAt\":-1}",
            "{" + good + ",\"expiresAt\":1.5}",
            "{" + good + ",\"expiresAt\":\"soon\"}",
            "{" + good + ",\"expiresAt\":1770000000}",
            "{" + good + ",\"expiresAt\":1770000000000}",
            "{" + good + ",\"nonce\":-1}",
            "{" + good + ",\"nonce\":99999999999999999999}",
            "[" + "]",
            ""
          }) {
        Answer answer = create(bad);
        assertThat(answer.status()).as(bad).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("INVALID_BODY");
      }
      assertThat(create("{" + good + ",\"expiresAt\":1770000000000}").text())
          .contains("milliseconds");
    }

    @Test
    void refusesABuilderNobodyRegistered() {
      server.start();

      Answer answer = create("{\"granteeAddress\":\"" + Cast.STRANGER + "\",\"scopes\":[\"a.b\"]}");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.errorCode()).isEqualTo("BUILDER_NOT_REGISTERED");
    }

    @Test
    void isReservedToTheOwner() {
      server.start();

      assertThat(Ask.post("/v1/grants", "{}").byTheBuilder().to(server).errorCode())
          .isEqualTo("NOT_OWNER");
      assertThat(Ask.get("/v1/grants").byTheBuilder().to(server).errorCode())
          .isEqualTo("NOT_OWNER");
    }
  }

  @Nested
  class Lists {
    @Test
    void showsGrantsUnderTheNamesOfAllClients() {
      SignedGrant grant = aGrant().of("instagram.*").signedBy(Cast.SERVER_KEY);
      server.grants.add(grant);
      server.start();

      Answer answer = Ask.get("/v1/grants").byTheOwner().to(server);

      JsonObject item = answer.json().getJsonArray("grants").getJsonObject(0);
      assertThat(item)
          .isEqualTo(
              new JsonObject()
                  .put("id", grant.id().value())
                  .put("grantId", grant.id().value())
                  .put("grantorAddress", Cast.OWNER.value())
                  .put("granteeId", Cast.APP.id().value())
                  .put("granteeAddress", Cast.BUILDER.value())
                  .put("builder", Cast.BUILDER.value())
                  .put("scopes", JsonArray.of("instagram.*"))
                  .put("expiresAt", 0)
                  .put("nonce", 1)
                  .put("grant", ((GrantMessage.GrantRegistration) grant.message()).grant())
                  .put("fileIds", new JsonArray())
                  .put("addedAt", "2026-02-02T02:40:00Z")
                  .put("createdAt", "2026-02-02T02:40:00Z")
                  .putNull("revokedAt")
                  .put("status", "pending")
                  .put("state", "active"));
    }

    @Test
    void tellsTheStateOfEach() {
      server.grants.add(aGrant().expiringAt(Cast.NOW).signedBy(Cast.SERVER_KEY));
      server.grants.add(aGrant().expiringAt(Cast.NOW.plusSeconds(1)).signedBy(Cast.SERVER_KEY));
      server.grants.add(
          aGrant().withNonce(2).revokedAt(Cast.NOW.minusSeconds(5)).signedBy(Cast.SERVER_KEY));
      server.start();

      JsonArray grants =
          Ask.get("/v1/grants").byTheOwner().to(server).json().getJsonArray("grants");

      assertThat(grants.stream().map(item -> ((JsonObject) item).getString("state")))
          .containsExactly("revoked", "active", "expired");
      assertThat(grants.getJsonObject(0).getString("revokedAt")).isEqualTo("2026-02-02T02:39:55Z");
      assertThat(grants.getJsonObject(1).getLong("expiresAt")).isEqualTo(1_770_000_001);
    }

    @Test
    void showsGrantsOfTheOtherForms() {
      SignedGrant sample = aGrant().signedBy(Cast.SERVER_KEY);
      GrantMessage spec =
          new SpecGrant(Cast.OWNER, Cast.BUILDER, List.of("a.b"), 0, 1, Contract.PERMISSIONS);
      server.grants.add(
          new SignedGrant(
              Cast.grantId(1),
              spec,
              sample.terms(),
              Cast.OWNER_KEY.sign(spec),
              Cast.NOW,
              Optional.empty(),
              ChainStatus.CONFIRMED));
      server.start();

      JsonObject item =
          Ask.get("/v1/grants")
              .byTheOwner()
              .to(server)
              .json()
              .getJsonArray("grants")
              .getJsonObject(0);

      assertThat(item.getString("granteeId")).isEqualTo(Cast.APP.id().value());
      assertThat(item.getString("grant")).startsWith("{\"user\":\"" + Cast.OWNER);
      assertThat(item.getString("status")).isEqualTo("confirmed");
    }
  }

  @Nested
  class Revoke {
    @Test
    void endsAGrant() {
      SignedGrant grant = aGrant().signedBy(Cast.SERVER_KEY);
      server.grants.add(grant);
      server.start();

      Answer answer = Ask.delete("/v1/grants/" + grant.id()).byTheOwner().to(server);

      assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(answer.text())
          .isEqualTo(
              "{\"status\":\"revoked\",\"grantId\":\"" + grant.id() + "\",\"recorded\":true}");
      assertThat(
              Ask.get("/v1/data/instagram.profile")
                  .naming(grant.id())
                  .byTheBuilder()
                  .to(server)
                  .status())
          .isEqualTo(410);
    }

    @Test
    void endsAGrantHereWhileTheGatewayIsDown() {
      SignedGrant grant = aGrant().signedBy(Cast.SERVER_KEY);
      server.grants.add(grant);
      server.start();
      server.grants.goDown();

      Answer answer = Ask.delete("/v1/grants/" + grant.id()).byTheOwner().to(server);
      server.grants.comeBack();

      assertThat(answer.json().getBoolean("recorded")).isFalse();
      assertThat(
              Ask.get("/v1/data/instagram.profile")
                  .naming(grant.id())
                  .byTheBuilder()
                  .to(server)
                  .status())
          .isEqualTo(410);
    }

    @Test
    void knowsWhatIsNoGrant() {
      server.start();

      assertThat(Ask.delete("/v1/grants/" + Cast.grantId(1)).byTheOwner().to(server).errorCode())
          .isEqualTo("GRANT_NOT_FOUND");
      assertThat(Ask.delete("/v1/grants/0x12").byTheOwner().to(server).errorCode())
          .isEqualTo("INVALID_GRANT_ID");
      assertThat(Ask.delete("/v1/grants/" + Cast.grantId(1)).byTheBuilder().to(server).errorCode())
          .isEqualTo("NOT_OWNER");
    }
  }

  @Nested
  class Verify {
    private JsonObject spec(FakeSigner signer, Contract contract) {
      var message =
          new SpecGrant(
              Cast.OWNER,
              Cast.BUILDER,
              List.of("instagram.profile", "instagram.likes"),
              0,
              1,
              contract);
      return new JsonObject()
          .put("grantId", Cast.grantId(1).value())
          .put(
              "payload",
              new JsonObject()
                  .put("user", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
                  .put("builder", CHECKSUMMED)
                  .put("scopes", JsonArray.of("instagram.profile", "instagram.likes"))
                  .put("expiresAt", 0)
                  .put("nonce", 1))
          .put("signature", signer.sign(message).value());
    }

    private JsonObject verify(JsonObject body) {
      Answer answer = Ask.post("/v1/grants/verify", body.encode()).to(server);
      assertThat(answer.status()).isEqualTo(200);
      return answer.json();
    }

    @Test
    void takesTheFormOfTheSpecification() {
      server.start();

      for (Contract contract : new Contract[] {Contract.PERMISSIONS, Contract.NONE}) {
        JsonObject verdict = verify(spec(Cast.OWNER_KEY, contract));
        assertThat(verdict.getBoolean("valid")).isTrue();
        assertThat(verdict.getString("user")).isEqualTo(Cast.OWNER.value());
        assertThat(verdict.getString("builder")).isEqualTo(Cast.BUILDER.value());
        assertThat(verdict.getJsonArray("scopes")).hasSize(2);
        assertThat(verdict.getLong("expiresAt")).isZero();
        assertThat(verdict.getString("signer")).isEqualTo(Cast.OWNER.value());
        assertThat(verdict.containsKey("error")).isFalse();
      }
    }

    @Test
    void takesTheFormOfTheSecondGeneration() {
      server.start();
      var message =
          new VersionedGrant(Cast.OWNER, Cast.APP.id(), List.of("instagram.profile"), 3, 0);
      JsonObject body =
          new JsonObject()
              .put("grantorAddress", Cast.OWNER.value())
              .put("granteeId", Cast.APP.id().value())
              .put("scopes", JsonArray.of("instagram.profile"))
              .put("grantVersion", "3")
              .put("expiresAt", "0")
              .put("signature", Cast.SERVER_KEY.sign(message).value());

      assertThat(verify(body))
          .isEqualTo(
              new JsonObject()
                  .put("valid", true)
                  .put("grantorAddress", Cast.OWNER.value())
                  .put("user", Cast.OWNER.value())
                  .put("granteeId", Cast.APP.id().value())
                  .put("scopes", JsonArray.of("instagram.profile"))
                  .put("grantVersion", "3")
                  .put("expiresAt", "0")
                  .put("signer", Cast.SERVER.value()));
    }

    @Test
    void takesTheFormThatTheGatewayRecords() {
      SignedGrant grant = aGrant().signedBy(Cast.SERVER_KEY);
      var registration = (GrantMessage.GrantRegistration) grant.message();
      server.start();

      JsonObject verdict =
          verify(
              new JsonObject()
                  .put("grantorAddress", Cast.OWNER.value())
                  .put("granteeId", registration.granteeId().value())
                  .put("grant", registration.grant())
                  .put("fileIds", new JsonArray())
                  .put("signature", grant.signature().value()));

      assertThat(verdict.getBoolean("valid")).isTrue();
      assertThat(verdict.getString("signer")).isEqualTo(Cast.SERVER.value());
    }

    @Test
    void saysThatASignatureIsSomebodyElses() {
      server.start();

      JsonObject verdict = verify(spec(Cast.STRANGER_KEY, Contract.PERMISSIONS));

      assertThat(verdict.getBoolean("valid")).isFalse();
      assertThat(verdict.getString("error")).isNotBlank();
      assertThat(verdict.getValue("signer")).isNull();
    }

    /// Threat T31: what costs nothing is checked first.
    @Test
    void recoversNoSignatureOfAMalformedGrant() {
      server.signatures =
          new io.freehold.application.port.Signatures() {
            @Override
            public Optional<io.freehold.domain.Address> signerOf(
                String text, io.freehold.domain.Signature signature) {
              throw new AssertionError("recovered");
            }

            @Override
            public Optional<io.freehold.domain.Address> signerOf(
                io.freehold.domain.registry.RegistryMessage message,
                io.freehold.domain.Signature signature) {
              throw new AssertionError("recovered");
            }
          };
      server.start();
      JsonObject good = spec(Cast.OWNER_KEY, Contract.PERMISSIONS);

      for (JsonObject bad :
          List.of(
              good.copy().put("signature", "0x12"),
              good.copy().putNull("signature"),
              good.copy().put("grantId", "7"),
              good.copy().put("payload", 7),
              with(good, "user", "x"),
              with(good, "builder", "x"),
              with(good, "scopes", new JsonArray()),
              with(good, "scopes", JsonArray.of("A")),
              with(good, "expiresAt", -1),
              with(good, "nonce", "x"))) {
        Answer answer = Ask.post("/v1/grants/verify", bad.encode()).to(server);
        assertThat(answer.status()).as(bad.encode()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("INVALID_BODY");
      }
    }

    private JsonObject with(JsonObject body, String name, Object value) {
      JsonObject copy = body.copy();
      copy.getJsonObject("payload").put(name, value);
      return copy;
    }

    @Test
    void takesNoLargeBody() {
      server.start();

      assertThat(Ask.post("/v1/grants/verify", " ".repeat(32_769)).to(server).status())
          .isEqualTo(413);
    }

    @Test
    void takesTheSizeOfABodyFromTheLimits() {
      server.limits = LimitsOf.with("verifyBytesMax", 10L);
      server.start();

      assertThat(Ask.post("/v1/grants/verify", " ".repeat(11)).to(server).status()).isEqualTo(413);
    }
  }
}
