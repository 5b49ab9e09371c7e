package io.freehold.adapters.http.blob;

import static io.freehold.adapters.http.blob.StorageOnPort.ORIGIN;
import static io.freehold.adapters.http.blob.StorageOnPort.ask;
import static io.freehold.adapters.http.blob.StorageOnPort.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.Wire.Answer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.InMemoryBlobs;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.Problem;
import io.freehold.domain.blob.BlobPath;
import io.freehold.domain.blob.OpenBlob;
import io.freehold.domain.blob.ServedOwners;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Vana Storage as its clients speak it.
class BlobRoutesTest {
  private static final String OWNER = Cast.OWNER.value();
  private static final String BLOB = "/v1/blobs/" + OWNER + "/instagram.profile/";
  private static final String PATH = BLOB + "2026-01-21T10-00-00Z";
  private static final byte[] BYTES = {(byte) 0xc3, 0x2e, 0x04, 0x09};
  private static final String ETAG = '"' + Ask.sha256(BYTES) + '"';

  private final StorageOnPort storage = new StorageOnPort();

  @AfterEach
  void stop() {
    storage.close();
  }

  private Answer answer(Ask ask) {
    return ask.byTheOwner().over(storage.port());
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).describedAs(answer.text()).isEqualTo(status);
    assertThat(answer.json().getString("error")).isEqualTo(code);
    assertThat(answer.json().getString("message")).isNotBlank();
  }

  @Test
  void storesABlobAndSaysWhere() {
    storage.start();

    Answer answer = answer(put(PATH, BYTES).header("Content-Type", "application/octet-stream"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            new JsonObject()
                .put("key", OWNER + "/instagram.profile/2026-01-21T10-00-00Z")
                .put("url", ORIGIN + PATH)
                .put("etag", ETAG)
                .put("size", 4));
  }

  @Test
  void givesTheBytesBack() {
    storage.start();
    answer(put(PATH, BYTES));

    Answer answer = answer(ask("GET", PATH));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
    assertThat(answer.header("Content-Length")).hasValue("4");
    assertThat(answer.header("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.header("Content-Disposition")).hasValue("attachment; filename=\"blob.pgp\"");
    assertThat(answer.header("ETag")).hasValue(ETAG);
    assertThat(answer.header("Last-Modified")).hasValue("Mon, 02 Feb 2026 02:40:00 GMT");
  }

  @Test
  void saysOfABlobWhatItIsWithoutTheBytes() {
    storage.start();
    answer(put(PATH, BYTES));

    Answer answer = answer(ask("HEAD", PATH));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).hasValue("4");
    assertThat(answer.header("ETag")).hasValue(ETAG);
    assertThat(answer(ask("HEAD", BLOB + "other")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void savesAClientTheBytesItHas(String method) {
    storage.start();
    answer(put(PATH, BYTES));

    Answer known = answer(ask(method, PATH).header("If-None-Match", "W/\"x\", " + ETAG));
    Answer other = answer(ask(method, PATH).header("If-None-Match", "\"x\""));

    assertThat(known.status()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(known.header("ETag")).hasValue(ETAG);
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void putsANewBlobInThePlaceOfAnOldOne() {
    storage.start();
    answer(put(PATH, BYTES));

    assertThat(answer(put(PATH, BYTES)).status()).isEqualTo(200);
    assertThat(answer(put(PATH, new byte[] {1})).status()).isEqualTo(200);

    assertThat(answer(ask("GET", PATH)).body()).containsExactly(1);
  }

  @Test
  void leavesABlobThatIsThereWhereItIsAsked() {
    storage.start();

    assertThat(answer(put(PATH, BYTES).header("If-None-Match", "*")).status()).isEqualTo(200);
    Answer second = answer(put(PATH, new byte[] {1}).header("If-None-Match", "*"));

    assertRefused(second, 412, "PRECONDITION_FAILED");
    assertThat(second.statusLine()).endsWith("412 Precondition Failed");
    assertThat(answer(ask("GET", PATH)).body()).isEqualTo(BYTES);
    assertThat(answer(put(PATH, BYTES).header("If-None-Match", ETAG)).status()).isEqualTo(400);
  }

  @Test
  void deletesABlob() {
    storage.start();
    answer(put(PATH, BYTES));

    Answer deleted = answer(ask("DELETE", PATH));

    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.json())
        .isEqualTo(
            new JsonObject()
                .put("deleted", true)
                .put("key", OWNER + "/instagram.profile/2026-01-21T10-00-00Z"));
    assertRefused(answer(ask("DELETE", PATH)), 404, "NOT_FOUND");
    assertRefused(answer(ask("GET", PATH)), 404, "NOT_FOUND");
  }

  @Test
  void deletesAScope() {
    storage.start();
    answer(put(BLOB + "1", BYTES));
    answer(put(BLOB + "2", BYTES));
    answer(put("/v1/blobs/" + OWNER + "/instagram.profile.more/1", BYTES));

    Answer deleted = answer(ask("DELETE", "/v1/blobs/" + OWNER + "/instagram.profile"));

    assertThat(deleted.json())
        .isEqualTo(
            new JsonObject()
                .put("deleted", true)
                .put("scope", "instagram.profile")
                .put("count", 2)
                .put("totalBytes", 8));
    assertThat(answer(ask("GET", "/v1/blobs/" + OWNER + "/instagram.profile.more/1")).status())
        .isEqualTo(200);
  }

  @Test
  void deletesAllOfAnOwner() {
    storage.start();
    answer(put(BLOB + "1", BYTES));
    answer(put("/v1/blobs/" + OWNER + "/a.b/1", BYTES));

    Answer deleted = answer(ask("DELETE", "/v1/blobs/" + OWNER));

    assertThat(deleted.json())
        .isEqualTo(
            new JsonObject()
                .put("deleted", true)
                .put("ownerAddress", OWNER)
                .put("count", 2)
                .put("totalBytes", 8));
    assertRefused(answer(ask("GET", BLOB + "1")), 404, "NOT_FOUND");
  }

  @Test
  void countsWhatIsKept() {
    storage.start();
    Answer before = answer(ask("GET", "/v1/usage/" + OWNER));
    answer(put(BLOB + "1", BYTES));
    answer(ask("GET", BLOB + "1"));

    Answer usage = answer(ask("GET", "/v1/usage/" + OWNER));

    assertThat(before.json())
        .isEqualTo(
            new JsonObject()
                .put("ownerAddress", OWNER)
                .put("totalBytes", 0)
                .put("blobCount", 0)
                .putNull("lastUpload")
                .put("bandwidthBytes", 0));
    assertThat(usage.json())
        .isEqualTo(
            new JsonObject()
                .put("ownerAddress", OWNER)
                .put("totalBytes", 4)
                .put("blobCount", 1)
                .put("lastUpload", "2026-02-02T02:40:00Z")
                .put("bandwidthBytes", 4));
  }

  @Test
  void saysThatItLives() {
    storage.start();

    Answer answer = Ask.get("/health").toHost("storage.example.com").over(storage.port());

    assertThat(answer.json())
        .isEqualTo(
            new JsonObject()
                .put("status", "ok")
                .put("service", "vana-storage")
                .put("version", "1.2.3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-21T10:00:00Z",
        "2026-01-21T10%3A00%3A00Z",
        "2026-01-21T10%3a00:00Z",
        "2026-01-21T10-00-00Z"
      })
  void takesATimeInEverySpelling(String name) {
    storage.start();

    Answer stored = answer(put(BLOB + name, BYTES));

    assertThat(stored.json().getString("url")).isEqualTo(ORIGIN + PATH);
    for (String other : new String[] {"2026-01-21T10:00:00Z", "2026-01-21T10-00-00Z", name}) {
      assertThat(answer(ask("GET", BLOB + other)).status()).isEqualTo(200);
    }
    assertThat(answer(ask("DELETE", BLOB + "2026-01-21T10:00:00Z")).status()).isEqualTo(200);
    assertThat(answer(ask("GET", BLOB + name)).status()).isEqualTo(404);
  }

  @Test
  void comparesOwnersWithoutTheirCase() {
    storage.start();
    String checksummed = "/v1/blobs/0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266/instagram.profile/";

    assertThat(answer(put(checksummed + "1", BYTES)).json().getString("url"))
        .isEqualTo(ORIGIN + BLOB + "1");

    assertThat(answer(ask("GET", BLOB + "1")).status()).isEqualTo(200);
  }

  @Test
  void keepsTheBlobsOfChainsApart() {
    storage.start();
    String onMoksha = "/v1/chains/14800/blobs/" + OWNER + "/instagram.profile/1";
    String onMainnet = "/v1/chains/1480/blobs/" + OWNER + "/instagram.profile/1";

    Answer stored = answer(put(onMoksha, BYTES));

    assertThat(stored.json().getString("url")).isEqualTo(ORIGIN + onMoksha);
    assertThat(stored.json().getString("key")).isEqualTo(OWNER + "/instagram.profile/1");
    assertThat(answer(ask("GET", onMoksha)).body()).isEqualTo(BYTES);
    assertThat(answer(ask("HEAD", onMoksha)).status()).isEqualTo(200);
    assertThat(answer(ask("GET", onMainnet)).status()).isEqualTo(404);
    assertThat(answer(ask("GET", BLOB + "1")).status()).isEqualTo(404);
    assertThat(answer(ask("DELETE", onMoksha)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2e%2e",
        "..",
        ".",
        "%2e",
        "a%2fb",
        "a%5cb",
        "%252e%252e",
        "a%00b",
        "%",
        "a%4",
        "a%zz",
        "a%20b",
        "a;b",
        "a//b",
        ".hidden",
        "%C3%A4",
        "a%3Fb"
      })
  void refusesNamesThatCouldBeTakenForAPath(String name) {
    storage.start();

    for (String method : new String[] {"PUT", "GET", "DELETE"}) {
      Answer answer = answer(put(BLOB + name, BYTES).method(method));
      assertThat(answer.status()).as(method + " " + name).isIn(400, 404);
    }
    assertThat(answer(ask("GET", "/v1/usage/" + OWNER)).json().getInteger("blobCount")).isZero();
  }

  @Test
  void takesNamesOfUpTo200Characters() {
    storage.start();

    assertThat(answer(put(BLOB + "n".repeat(200), BYTES)).status()).isEqualTo(200);
    assertRefused(answer(put(BLOB + "n".repeat(201), BYTES)), 400, "BAD_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/blobs/0x12/instagram.profile/1",
        "/v1/blobs/nobody/instagram.profile/1",
        "/v1/usage/nobody",
        "/v1/chains/0/blobs/0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266/instagram.profile/1",
        "/v1/chains/x/blobs/0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266/instagram.profile/1",
        "/v1/chains/1e3/blobs/0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266/instagram.profile/1",
        "/v1/blobs/0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266/instagram/1",
        "/v1/blobs/0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266/Instagram.profile/1"
      })
  void refusesWhatIsNoKey(String target) {
    storage.start();

    assertRefused(answer(ask("GET", target)), 400, "BAD_REQUEST");
  }

  @Test
  void takesABlobUpToItsLimitAndNotAByteMore() {
    storage.limits = LimitsOf.with("blobBytesMax", 1_000_000L);
    storage.start();

    assertThat(answer(put(PATH, new byte[1_000_000])).status()).isEqualTo(200);
    Answer tooLarge = answer(ask("PUT", PATH).header("Content-Length", "1000001"));

    assertRefused(tooLarge, 413, "PAYLOAD_TOO_LARGE");
    assertThat(tooLarge.json().getLong("maxBytes")).isEqualTo(1_000_000);
  }

  @Test
  void saysThatAHundredMebibytesAreTheLimit() {
    storage.start();

    Answer tooLarge = answer(ask("PUT", PATH).header("Content-Length", "104857601"));

    assertRefused(tooLarge, 413, "PAYLOAD_TOO_LARGE");
    assertThat(tooLarge.json().getLong("maxBytes")).isEqualTo(104_857_600);
  }

  @Test
  void refusesAnEmptyBlob() {
    storage.start();

    assertRefused(answer(ask("PUT", PATH)), 400, "BAD_REQUEST");
  }

  @Test
  void comparesTheContentHashWhereOneIsSent() {
    storage.start();

    Answer wrong = answer(put(PATH, BYTES).header("x-content-hash", "sha256:" + "0".repeat(64)));
    Answer nonsense = answer(put(PATH, BYTES).header("x-content-hash", "md5:1"));
    assertRefused(wrong, 400, "BAD_REQUEST");
    assertRefused(nonsense, 400, "BAD_REQUEST");
    assertThat(answer(ask("GET", PATH)).status()).isEqualTo(404);

    Answer right = answer(put(PATH, BYTES).header("x-content-hash", "sha256:" + Ask.sha256(BYTES)));
    assertThat(right.status()).isEqualTo(200);
  }

  /// The limits of the reference, for an owner whose server this is not.
  @ParameterizedTest
  @CsvSource({"PUT, 60", "GET, 300", "DELETE, 30", "HEAD, 300"})
  void countsTheRequestsOfAnOwner(String method, int perMinute) {
    storage.served = new ServedOwners(true, Set.of());
    storage.limits =
        LimitsOf.with(Map.<String, Object>of("addressBurst", 100_000, "signerBurst", 1));
    storage.start();
    String target = PATH.replace(OWNER, Cast.STRANGER.value());

    Answer answer = put(target, BYTES).method(method).by(Cast.STRANGER_KEY).over(storage.port());
    int taken = 0;
    for (; answer.status() != 429 && taken < 100 * perMinute; taken++) {
      assertThat(answer.header("X-RateLimit-Limit")).hasValue(Integer.toString(perMinute));
      answer = put(target, BYTES).method(method).by(Cast.STRANGER_KEY).over(storage.port());
    }

    assertThat(taken).isGreaterThanOrEqualTo(perMinute);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.header("X-RateLimit-Limit")).hasValue(Integer.toString(perMinute));
    assertThat(answer.header("X-RateLimit-Remaining")).hasValue("0");
    assertThat(answer.header("X-RateLimit-Reset")).isPresent();
    if (!method.equals("HEAD")) {
      assertThat(answer.json().getString("error")).isEqualTo("RATE_LIMITED");
      assertThat(answer.json().getInteger("retryAfter")).isBetween(1, 60);
    }
    assertThat(answer(ask("GET", PATH)).status()).as("another owner").isNotEqualTo(429);
  }

  @Test
  void letsTheOwnerOfThisServerUploadInBulk() {
    storage.start();

    for (int i = 0; i < 1_000; i++) {
      assertThat(answer(put(BLOB + i, BYTES)).status()).isEqualTo(200);
    }
  }

  @Test
  void letsARequestThatHadToWaitComeBack() {
    storage.served = new ServedOwners(true, Set.of());
    storage.limits = LimitsOf.with("blobPutsPerMinute", 1);
    storage.start();
    String target = PATH.replace(OWNER, Cast.STRANGER.value());
    put(target, BYTES).by(Cast.STRANGER_KEY).over(storage.port());

    Ask again = put(target, BYTES).by(Cast.STRANGER_KEY);
    assertRefused(again.over(storage.port()), 429, "RATE_LIMITED");
    assertRefused(again.over(storage.port()), 429, "RATE_LIMITED");
  }

  @Test
  void saysOnEveryAnswerThatIsCountedWhatIsLeft() {
    storage.start();

    for (Answer answer :
        new Answer[] {
          answer(put(PATH, BYTES)),
          answer(ask("GET", PATH)),
          answer(ask("GET", BLOB + "none")),
          answer(ask("HEAD", PATH)),
          answer(ask("DELETE", PATH)),
          ask("GET", PATH).over(storage.port()),
          ask("GET", PATH).by(Cast.STRANGER_KEY).over(storage.port())
        }) {
      for (String name : new String[] {"Limit", "Remaining", "Reset"}) {
        assertThat(answer.header("X-RateLimit-" + name)).as(answer.statusLine()).isPresent();
      }
      assertThat(Long.parseLong(answer.header("X-RateLimit-Reset").orElseThrow()))
          .isGreaterThanOrEqualTo(Cast.NOW.getEpochSecond());
    }
  }

  @Test
  void letsPagesOfOtherOriginsReadItsHeaders() {
    storage.start();

    Answer answer = answer(ask("GET", PATH).header("Origin", "https://app.example.com"));

    assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(answer.header("Access-Control-Expose-Headers").orElse(""))
        .contains("ETag", "Content-Length")
        .contains("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");
  }

  @Test
  void answersADamagedBlobWithAnError() {
    storage.blobs =
        new DelegatingBlobs(new InMemoryBlobs(Cast.CLOCK)) {
          @Override
          public Optional<OpenBlob> open(BlobPath path) {
            throw new Problem.DamagedBlob().asException();
          }
        };
    storage.start();
    answer(put(PATH, BYTES));

    assertRefused(answer(ask("GET", PATH)), 500, "INTERNAL_ERROR");
  }

  @Test
  void saysNoToEverythingElse() {
    storage.start();

    assertRefused(answer(ask("GET", "/v1/other")), 404, "NOT_FOUND");
    assertRefused(answer(ask("POST", PATH)), 405, "METHOD_NOT_ALLOWED");
    assertRefused(answer(ask("GET", "/v1/blobs/" + OWNER + "/a.b")), 405, "METHOD_NOT_ALLOWED");
    assertRefused(answer(ask("GET", PATH).toHost("evil.example")), 421, "MISDIRECTED_REQUEST");
    assertThat(new String(answer(ask("GET", PATH + "/more")).body(), StandardCharsets.UTF_8))
        .contains("NOT_FOUND");
  }

  @Test
  void listsTheKeysOfAnOwnerPageByPage() {
    storage.start();
    assertThat(answer(ask("GET", "/v1/blobs/" + OWNER)).json())
        .isEqualTo(
            new JsonObject()
                .put("ownerAddress", OWNER)
                .put("blobs", new JsonArray())
                .putNull("next"));
    for (int i = 0; i < 3; i++) {
      answer(put(BLOB + "2026-01-21T10-00-0" + i + "Z", BYTES));
    }

    JsonObject page = answer(ask("GET", "/v1/blobs/" + OWNER + "?limit=2")).json();
    JsonObject rest =
        answer(ask("GET", "/v1/blobs/" + OWNER + "?limit=2&after=" + page.getString("next")))
            .json();

    assertThat(page.getJsonArray("blobs"))
        .containsExactly(listed("2026-01-21T10-00-00Z"), listed("2026-01-21T10-00-01Z"));
    assertThat(page.getString("next")).isEqualTo("instagram.profile/2026-01-21T10-00-01Z");
    assertThat(rest.getJsonArray("blobs")).containsExactly(listed("2026-01-21T10-00-02Z"));
    assertThat(rest.getString("next")).isNull();
  }

  private static JsonObject listed(String name) {
    return new JsonObject().put("key", OWNER + "/instagram.profile/" + name);
  }

  @Test
  void listsForTheOwnerAlone() {
    storage.start();
    answer(put(PATH, BYTES));

    assertRefused(ask("GET", "/v1/blobs/" + OWNER).over(storage.port()), 401, "AUTH_REQUIRED");
    assertRefused(
        ask("GET", "/v1/blobs/" + OWNER).by(Cast.STRANGER_KEY).over(storage.port()),
        403,
        "FORBIDDEN");
    assertRefused(answer(ask("GET", "/v1/blobs/" + OWNER + "?after=nonsense")), 400, "BAD_REQUEST");
  }
}
