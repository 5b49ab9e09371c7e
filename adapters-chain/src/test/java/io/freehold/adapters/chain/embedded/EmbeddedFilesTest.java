package io.freehold.adapters.chain.embedded;

import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.chain.RecordingGateway;
import io.freehold.adapters.chain.sync.FileRecords;
import io.freehold.application.port.FileRegistry;
import io.freehold.application.testing.FileRegistryContract;
import io.freehold.application.testing.HandSetClock;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.sync.FileRecord.Deletion;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EmbeddedFilesTest extends FileRegistryContract {
  private final HandSetClock clock = new HandSetClock(NOW);
  private final RecordingGateway gateway = new RecordingGateway(clock);
  private final SchemaId schema = gateway.addSchema(PROFILE, "{}").id();

  @Override
  protected FileRegistry files() {
    gateway.withTheServer();
    return onTheGateway();
  }

  private FileRegistry onTheGateway() {
    var servers = new EmbeddedServerRegistry(gateway.registry, gateway.recordServer);
    return new EmbeddedFiles(
        gateway.registry,
        gateway.recordFile,
        gateway.recordFileDeletion,
        new FileRecords(gateway.ids, gateway.signatures, servers),
        SERVER_KEY,
        PAGE_SIZE);
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
  void recordsNothingForAnOwnerWhoDidNotRegisterThisServer() {
    FileRegistry files = onTheGateway();

    var refusal = assertRefused(() -> files.register(file(1)), Problem.SignerNotAllowed.class);

    assertThat(refusal).isEqualTo(new Problem.SignerNotAllowed(SERVER, OWNER));
  }

  @Test
  void believesATombstoneThatTheOwnerSigned() {
    FileRegistry files = files();
    FileId id = files.register(file(1));
    var deletion = new FileDeletion(OWNER, id);
    gateway.recordFileDeletion.record(deletion, OWNER_KEY.sign(deletion), OptionalLong.empty());

    assertThat(files.find(id).orElseThrow().deletion()).contains(new Deletion(true));
  }

  @Test
  void doesNotBelieveATombstoneThatSomethingElseWasSignedFor() {
    FileRegistry files = files();
    FileId id = files.register(file(1));
    var other = new FileDeletion(OWNER, new FileId("0x" + "66".repeat(32)));
    gateway.registry.removeFile(id, new Removal(NOW, OWNER_KEY.sign(other)));

    assertThat(files.find(id).orElseThrow().deletion()).contains(new Deletion(false));
  }

  @Test
  void passesOverRecordsThatAreNotWhatTheirIdSays() {
    FileRegistry files = files();
    FileId good = files.register(file(1));
    FileRegistration bad = file(2);
    gateway.registry.addFile(
        Entry.pending("0x" + "66".repeat(32), bad, SERVER_KEY.sign(bad), SERVER, NOW));
    var noUrl = new FileRegistration(OWNER, "no address", schema);
    files.register(noUrl);
    later();
    FileId last = files.register(file(3));

    assertThat(ids(all(files))).containsExactly(good, last);
    assertThat(files.find(new FileId("0x" + "66".repeat(32)))).isEmpty();
  }

  @Test
  void tellsAllThereIsToACursorOfAnotherGateway() {
    FileRegistry files = files();
    FileId id = files.register(file(1));

    assertThat(ids(files.changes(OWNER, Optional.of("page-7")).records())).containsExactly(id);
  }
}
