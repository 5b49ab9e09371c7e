package io.freehold.adapters.chain.gateway;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.STRANGER;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.FileRegistry;
import io.freehold.application.testing.FileRegistryContract;
import io.freehold.application.testing.HandSetClock;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.FileRecord.Deletion;
import io.freehold.domain.sync.RecordPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class GatewayFilesTest extends FileRegistryContract {
  private final HandSetClock clock = new HandSetClock(NOW);
  private final OnTheStub server = new OnTheStub(clock);
  private final SchemaId schema = server.stub.records.addSchema(PROFILE, "{}").id();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected FileRegistry files() {
    server.stub.records.withTheServer();
    return server.gateway().files();
  }

  @Override
  protected SchemaId schema() {
    return schema;
  }

  @Override
  protected void later() {
    clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void asksUnderBothSpellingsAndForTombstones() {
    FileRegistry files = files();

    var _ = files.changes(OWNER, Optional.of("2026-01-21T10:00:00Z"));

    assertThat(server.stub.requests)
        .containsExactly(
            "GET /v1/files?user=%s&owner=%s&includeDeleted=true&limit=500&since=2026-01-21T10%%3A00%%3A00Z"
                .formatted(OWNER, OWNER));
  }

  @Test
  void understandsTheOtherSpellings() {
    FileRegistry files = files();
    FileId id = files.register(file(1));
    lieAboutFiles(record -> {
      record.set("id", record.remove("fileId"));
      record.set("ownerAddress", record.remove("owner"));
      record.set("addedAt", record.remove("createdAt"));
      record.remove("deletedAt");
      record.remove("deletionSignature");
    });

    FileRecord listed = files.changes(OWNER, Optional.empty()).records().getFirst();

    assertThat(listed.id()).isEqualTo(id);
    assertThat(listed.deletion()).isEmpty();
    assertThat(files.find(id)).contains(listed);
  }

  @Test
  void goesOnFromTheTimesOfTheRecordsWhereThereIsNoCursor() {
    FileRegistry files = files();
    for (int i = 0; i < 3 * PAGE_SIZE; i++) {
      files.register(file(i));
      later();
    }
    lieAboutData(data -> data.remove("cursor"));

    assertThat(all(files)).hasSize(3 * PAGE_SIZE);
  }

  @Test
  void believesThePagesOfAGatewayThatCountsThem() {
    FileRegistry files = files();
    files.register(file(1));
    server.stub.lie(answer -> {
      answer.putObject("pagination").put("hasMore", false);
      return answer;
    });

    assertThat(files.changes(OWNER, Optional.empty()).hasMore()).isFalse();
  }

  // What a gateway says is not believed (T40, T42).

  @Test
  void doesNotBelieveATombstoneWithoutASignature() {
    assertThat(deletionWhen(record -> record.putNull("deletionSignature")))
        .contains(new Deletion(false));
  }

  @Test
  void doesNotBelieveATombstoneThatAStrangerSigned() {
    assertThat(
            deletionWhen(record ->
                record.put(
                    "deletionSignature",
                    STRANGER_KEY
                        .sign(
                            new FileDeletion(OWNER, new FileId(record.get("fileId").stringValue())))
                        .value())))
        .contains(new Deletion(false));
  }

  @Test
  void believesATombstoneThatTheOwnerSigned() {
    assertThat(
            deletionWhen(record ->
                record.put(
                    "deletionSignature",
                    OWNER_KEY
                        .sign(
                            new FileDeletion(OWNER, new FileId(record.get("fileId").stringValue())))
                        .value())))
        .contains(new Deletion(true));
  }

  @Test
  void doesNotBelieveATombstoneOfAServerThatTheOwnerTookBack() {
    FileRegistry files = files();
    FileId id = files.register(file(1));
    files.delete(OWNER, id);
    server.stub.lie(answer -> {
      if (answer.get("data") instanceof ObjectNode data && data.has("serverAddress")) {
        data.put("revokedAt", NOW.toString());
      }
      return answer;
    });

    assertThat(files.find(id).orElseThrow().deletion()).contains(new Deletion(false));
  }

  private Optional<Deletion> deletionWhen(Consumer<ObjectNode> lie) {
    FileRegistry files = files();
    FileId id = files.register(file(1));
    files.delete(OWNER, id);
    lieAboutFiles(lie);

    Optional<Deletion> listed =
        files.changes(OWNER, Optional.empty()).records().getFirst().deletion();
    assertThat(files.find(id).orElseThrow().deletion()).isEqualTo(listed);
    return listed;
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "owner", "schemaId", "fileId"})
  void passesOverARecordThatIsNotWhatItsIdSays(String member) {
    FileRegistry files = files();
    FileId bad = files.register(file(1));
    later();
    FileId good = files.register(file(2));
    Map<String, String> lies =
        Map.of(
            "url",
            file(9).url(),
            "owner",
            STRANGER.value(),
            "schemaId",
            "0x" + "77".repeat(32),
            "fileId",
            "0x" + "66".repeat(32));
    lieAboutFiles(record -> {
      if (record.get("fileId").stringValue().equals(bad.value())) {
        record.put(member, lies.get(member));
      }
    });

    assertThat(ids(all(files))).containsExactly(good);
    assertRefused(() -> files.find(bad), Problem.ServiceUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"url", "owner", "schemaId", "fileId"})
  void passesOverARecordThatIsNone(String member) {
    FileRegistry files = files();
    FileId bad = files.register(file(1));
    later();
    FileId good = files.register(file(2));
    lieAboutFiles(record -> {
      if (record.get("fileId").stringValue().equals(bad.value())) {
        record.put(member, "\u0000");
      }
    });

    assertThat(ids(all(files))).containsExactly(good);
  }

  @Test
  void asksOnWhereNothingOfAPageIsBelieved() {
    FileRegistry files = files();
    for (int i = 0; i < 2 * PAGE_SIZE; i++) {
      files.register(file(i));
      later();
    }
    FileId good = files.register(file(1_000));
    lieAboutFiles(record -> {
      if (!record.get("fileId").stringValue().equals(good.value())) {
        record.put("url", "s3://elsewhere/1");
      }
    });

    assertThat(ids(files.changes(OWNER, Optional.empty()).records())).containsExactly(good);
  }

  @Test
  void leavesAGatewayWhoseCursorLeadsNowhere() {
    FileRegistry files = files();
    FileId id = files.register(file(1));
    lieAboutData(data -> data.put("cursor", "2026-01-21T10:00:00Z"));

    RecordPage first = files.changes(OWNER, Optional.empty());
    RecordPage again = files.changes(OWNER, Optional.of(first.records().getLast().cursor()));

    assertThat(ids(first.records())).containsExactly(id);
    assertThat(again.hasMore()).isFalse();
  }

  @Test
  void sortsWhatCameInAnotherOrder() {
    FileRegistry files = files();
    FileId first = files.register(file(1));
    later();
    FileId second = files.register(file(2));
    server.stub.lie(answer -> {
      if (answer.get("data").get("files") instanceof ArrayNode list) {
        JsonNode moved = list.remove(0);
        list.add(moved);
      }
      return answer;
    });

    List<FileRecord> records = files.changes(OWNER, Optional.empty()).records();

    assertThat(ids(records)).containsExactly(first, second);
    assertThat(Instant.parse(records.getFirst().cursor())).isEqualTo(NOW);
  }

  @Test
  void takesAnIdThatIsNotTheFilesOwnForAFailure() {
    FileRegistry files = files();
    server.stub.fail(
        exchange -> StubGateway.send(exchange, 201, "{\"fileId\":\"0x" + "66".repeat(32) + "\"}"));

    assertRefused(() -> files.register(file(1)), Problem.ServiceUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"data\":{\"fileId\":null}}"})
  void knowsTheIdOfAFileByItself(String body) {
    FileRegistry files = files();
    FileId id = files.register(file(1));
    server.stub.fail(exchange -> StubGateway.send(exchange, 409, body));

    assertThat(files.register(file(1))).isEqualTo(id);
  }

  @Test
  void saysWhoseSignatureWasNotGoodEnough() {
    var refusal =
        assertRefused(
            () -> server.gateway().files().register(file(1)), Problem.SignerNotAllowed.class);

    assertThat(refusal).isEqualTo(new Problem.SignerNotAllowed(SERVER, OWNER));
  }

  @Test
  void saysThatAGatewayCannotBeAsked() {
    FileRegistry files = files();
    FileId id = files.register(file(1));
    server.stub.failWith(500, "");

    assertRefused(() -> files.find(id), Problem.ServiceUnavailable.class);
    assertRefused(() -> files.changes(OWNER, Optional.empty()), Problem.ServiceUnavailable.class);
    assertRefused(() -> files.register(file(2)), Problem.ServiceUnavailable.class);
    assertRefused(() -> files.delete(OWNER, id), Problem.ServiceUnavailable.class);
  }

  @Test
  void takesAListThatIsNoneForAFailure() {
    FileRegistry files = files();
    server.stub.failWith(200, "{\"data\":{}}");

    assertRefused(() -> files.changes(OWNER, Optional.empty()), Problem.ServiceUnavailable.class);
  }

  private void lieAboutData(Consumer<ObjectNode> lie) {
    server.stub.lie(answer -> {
      lie.accept((ObjectNode) answer.get("data"));
      return answer;
    });
  }

  /// Of each record, listed or alone.
  private void lieAboutFiles(Consumer<ObjectNode> lie) {
    lieAboutData(data -> {
      if (data.get("files") instanceof ArrayNode list) {
        list.forEach(record -> lie.accept((ObjectNode) record));
      } else if (data.has("fileId")) {
        lie.accept(data);
      }
    });
  }
}
