package io.freehold.adapters.http.blob;

import static io.freehold.adapters.http.blob.StorageOnPort.ORIGIN;
import static io.freehold.adapters.http.blob.StorageOnPort.ask;
import static io.freehold.adapters.http.blob.StorageOnPort.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.Wire;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSigner;
import io.freehold.domain.Address;
import io.freehold.domain.blob.ServedOwners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may act upon whose blobs.
class BlobAuthenticationTest {
  private static final String PATH = "/v1/blobs/" + Cast.OWNER + "/instagram.profile/1";
  private static final byte[] BYTES = {(byte) 0xc3, 0x2e, 0x04, 0x09};
  private static final FakeSigner OTHER_SERVER_KEY =
      new FakeSigner(new Address("0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65"), "0x04");

  private final StorageOnPort storage = new StorageOnPort();

  @AfterEach
  void stop() {
    storage.close();
  }

  private Answer answer(Ask ask) {
    return ask.over(storage.port());
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(status);
    assertThat(answer.json().getString("error")).isEqualTo(code);
  }

  /// Each of the acts, on a blob that is there.
  private List<Ask> everything() {
    return List.of(
        put(PATH, BYTES),
        ask("GET", PATH),
        ask("DELETE", PATH),
        ask("DELETE", "/v1/blobs/" + Cast.OWNER + "/instagram.profile"),
        ask("DELETE", "/v1/blobs/" + Cast.OWNER),
        ask("GET", "/v1/usage/" + Cast.OWNER));
  }

  @Test
  void letsTheOwnerAndTheOwnersServerDoEverything() {
    storage.start();
    for (FakeSigner signer : List.of(Cast.OWNER_KEY, Cast.SERVER_KEY)) {
      for (Ask ask : everything()) {
        answer(put(PATH, BYTES).by(Cast.OWNER_KEY));
        assertThat(answer(ask.by(signer)).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void letsNobodyElseDoAnythingAndTellsThemNothing() {
    storage.known.add(OTHER_SERVER_KEY.address(), Cast.STRANGER);
    storage.start();
    answer(put(PATH, BYTES).by(Cast.OWNER_KEY));

    for (FakeSigner signer : List.of(Cast.STRANGER_KEY, Cast.BUILDER_KEY, OTHER_SERVER_KEY)) {
      for (Ask ask : everything()) {
        assertRefused(answer(ask.by(signer)), 403, "FORBIDDEN");
      }
      Answer there = answer(ask("GET", PATH).by(signer).header("X-Request-Id", "r"));
      Answer notThere = answer(ask("GET", PATH + "0").by(signer).header("X-Request-Id", "r"));
      assertThat(there.text()).isEqualTo(notThere.text());
    }
    for (Ask ask : everything()) {
      assertRefused(answer(ask), 401, "AUTH_REQUIRED");
    }
    assertThat(answer(ask("GET", PATH).by(Cast.OWNER_KEY)).body()).isEqualTo(BYTES);
  }

  @Test
  void turnsAServerAwayOnceItsOwnerTookItBack() {
    storage.start();
    assertThat(answer(put(PATH, BYTES).by(Cast.SERVER_KEY)).status()).isEqualTo(200);

    storage.known.remove(Cast.SERVER);

    assertRefused(answer(ask("GET", PATH).by(Cast.SERVER_KEY)), 403, "FORBIDDEN");
  }

  @Test
  void asksTheGatewayOnlyAboutOwnersItServes() {
    var asked = new AtomicInteger();
    storage.servers =
        new io.freehold.application.port.ServerRegistry() {
          @Override
          public boolean isRegistered(Address server, Address owner) {
            asked.incrementAndGet();
            return false;
          }

          @Override
          public void register(
              io.freehold.domain.registry.RegistryMessage.ServerRegistration registration,
              io.freehold.domain.Signature ownerSignature) {
            throw new AssertionError();
          }
        };
    storage.start();

    String theirs = PATH.replace(Cast.OWNER.value(), Cast.STRANGER.value());
    assertRefused(answer(put(theirs, BYTES).by(Cast.SERVER_KEY)), 403, "FORBIDDEN");
    assertThat(asked).hasValue(0);
    assertRefused(answer(put(PATH, BYTES).by(Cast.SERVER_KEY)), 403, "FORBIDDEN");
    assertThat(asked).hasValue(1);
  }

  @Test
  void keepsNothingForOthersUnlessTheSettingsSaySo() {
    storage.start();
    String theirs = PATH.replace(Cast.OWNER.value(), Cast.STRANGER.value());
    assertRefused(answer(put(theirs, BYTES).by(Cast.STRANGER_KEY)), 403, "FORBIDDEN");
    storage.close();

    for (ServedOwners served :
        List.of(new ServedOwners(true, Set.of()), new ServedOwners(false, Set.of(Cast.STRANGER)))) {
      storage.served = served;
      storage.start();
      assertThat(answer(put(theirs, BYTES).by(Cast.STRANGER_KEY)).status()).isEqualTo(200);
      assertThat(answer(put(PATH, BYTES).by(Cast.OWNER_KEY)).status()).isEqualTo(200);
      assertRefused(answer(put(PATH, BYTES).by(Cast.STRANGER_KEY)), 403, "FORBIDDEN");
    }
  }

  @Test
  void refusesAnOwnerToken() {
    storage.start();

    assertRefused(answer(ask("GET", PATH).byToken("fho_" + "A".repeat(43))), 401, "AUTH_INVALID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://ps.example.com", "https://storage.example.com/x", "", "*"})
  void refusesARequestForAnotherAudience(String audience) {
    storage.start();

    assertRefused(
        answer(put(PATH, BYTES).claim("aud", audience).by(Cast.OWNER_KEY)), 401, "AUTH_INVALID");
  }

  @Test
  void takesTheAudienceWithASlashAtItsEnd() {
    storage.start();

    Answer stored = answer(put(PATH, BYTES).claim("aud", ORIGIN + "/").by(Cast.OWNER_KEY));

    assertThat(stored.json().getString("url")).isEqualTo(ORIGIN + PATH);
  }

  @Test
  void refusesAnotherPathMethodOrTime() {
    storage.start();
    long now = Cast.NOW.getEpochSecond();
    for (Ask ask :
        List.of(
            put(PATH, BYTES).claim("uri", PATH + "1"),
            put(PATH, BYTES).claim("method", "GET"),
            put(PATH, BYTES).claim("exp", now - 61).claim("iat", now - 300),
            put(PATH, BYTES).claim("iat", now + 61).claim("exp", now + 300),
            put(PATH, BYTES).claim("iat", now).claim("exp", now + 3_601))) {
      assertRefused(answer(ask.by(Cast.OWNER_KEY)), 401, "AUTH_INVALID");
    }
    for (Ask ask :
        List.of(
            put(PATH, BYTES).claim("exp", now - 60).claim("iat", now - 300),
            put(PATH, BYTES).claim("iat", now + 60).claim("exp", now + 300))) {
      assertThat(answer(ask.by(Cast.OWNER_KEY)).status()).isEqualTo(200);
    }
  }

  @Test
  void takesEachDialectOfTheBodyHash() {
    storage.start();
    byte[] json = "{\"b\":1, \"a\":2}".getBytes(StandardCharsets.UTF_8);
    String canonical = Ask.sha256("{\"a\":2,\"b\":1}".getBytes(StandardCharsets.UTF_8));
    for (String hash : List.of("sha256:" + Ask.sha256(json), Ask.sha256(json), canonical)) {
      Answer stored = answer(put(PATH, json).claim("bodyHash", hash).by(Cast.OWNER_KEY));
      assertThat(stored.status()).isEqualTo(200);
      assertThat(answer(ask("GET", PATH).by(Cast.OWNER_KEY)).body()).isEqualTo(json);
    }
    for (String hash : List.of("", "sha256:" + canonical, "sha256:" + "0".repeat(64), "x")) {
      assertRefused(
          answer(put(PATH, json).claim("bodyHash", hash).by(Cast.OWNER_KEY)), 401, "AUTH_INVALID");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 262_144, 262_145, 3_000_000})
  void keepsNothingOfABodyThatIsNotTheSignedOne(int size) {
    storage.start();
    byte[] signed = new byte[size];
    byte[] sent = new byte[size];
    sent[size - 1] = 1;

    assertRefused(
        answer(
            put(PATH, sent).claim("bodyHash", "sha256:" + Ask.sha256(signed)).by(Cast.OWNER_KEY)),
        401,
        "AUTH_INVALID");
    assertRefused(answer(ask("GET", PATH).by(Cast.OWNER_KEY)), 404, "NOT_FOUND");

    assertThat(answer(put(PATH, sent).by(Cast.OWNER_KEY)).status()).isEqualTo(200);
    assertThat(answer(ask("GET", PATH).by(Cast.OWNER_KEY)).body()).isEqualTo(sent);
  }

  @Test
  void takesAWriteOnceAndAReadAsOftenAsOneLikes() {
    storage.start();
    Ask upload = put(PATH, BYTES).by(Cast.OWNER_KEY);
    Ask read = ask("GET", PATH).by(Cast.OWNER_KEY);
    Ask deletion = ask("DELETE", PATH).by(Cast.OWNER_KEY);

    assertThat(answer(upload).status()).isEqualTo(200);
    assertRefused(answer(upload), 401, "AUTH_INVALID");
    assertThat(answer(read).status()).isEqualTo(200);
    assertThat(answer(read).status()).isEqualTo(200);
    assertThat(answer(deletion).status()).isEqualTo(200);
    assertThat(answer(put(PATH, BYTES).by(Cast.OWNER_KEY)).status()).isEqualTo(200);
    assertRefused(answer(deletion), 401, "AUTH_INVALID");
    assertThat(answer(read).status()).isEqualTo(200);
  }

  /// They are answered before a byte of their bodies was asked for (threat T28).
  @Test
  void readsNoBodyOfSomebodyWhoIsNobody() throws IOException {
    storage.start();
    var wires = new ArrayList<Wire>();
    for (int i = 0; i < 8; i++) {
      var wire = new Wire(storage.port());
      wire.send(
          "PUT "
              + PATH
              + " HTTP/1.1\r\nHost: storage.example.com\r\nContent-Length: 104857600\r\n\r\n");
      wires.add(wire);
    }
    for (Wire wire : wires) {
      assertThat(wire.receive().status()).isEqualTo(401);
      wire.close();
    }
  }
}
