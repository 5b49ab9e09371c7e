package io.freehold.application.registry;

import static io.freehold.application.registry.RegistryWorld.NO_NONCE;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.STRANGER_KEY;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.FakeSigner;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.SchemaId;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.SchemaRecord;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordFileTest {
  private static final SchemaId SCHEMA = SchemaId.parse("7");
  private static final FileRegistration FILE =
      new FileRegistration(OWNER, "https://storage.example.com/v1/blobs/a", SCHEMA);

  private final RegistryWorld world = new RegistryWorld();

  @BeforeEach
  void thereIsASchema() {
    world.registry.addSchema(
        new SchemaRecord(SCHEMA, OWNER, "Profile", PROFILE, "ipfs://a", "{}", NOW));
  }

  @Test
  void recordsAFileThatTheOwnerOrAServerOfTheOwnerSigned() {
    world.registerServer();
    var second = new FileRegistration(OWNER, "https://storage.example.com/v1/blobs/b", SCHEMA);

    FileId byOwner = record(FILE, OWNER_KEY);
    FileId byServer = record(second, SERVER_KEY);

    Entry<FileRegistration> entry = world.registry.findFile(byOwner).orElseThrow();
    assertThat(entry.message()).isEqualTo(FILE);
    assertThat(entry.signer()).isEqualTo(OWNER);
    assertThat(entry.addedAt()).isEqualTo(NOW);
    assertThat(world.registry.findFile(byServer).orElseThrow().signer()).isEqualTo(SERVER);
  }

  @Test
  void refusesEveryOtherSigner() {
    assertRefused(() -> record(FILE, SERVER_KEY), Problem.SignerNotAllowed.class);
    assertRefused(() -> record(FILE, STRANGER_KEY), Problem.SignerNotAllowed.class);
    world.registerServerOf(STRANGER_KEY);
    assertRefused(() -> record(FILE, SERVER_KEY), Problem.SignerNotAllowed.class);
  }

  @Test
  void refusesASchemaThatIsNotRegistered() {
    var file = new FileRegistration(OWNER, FILE.url(), SchemaId.parse("8"));

    var refusal = assertRefused(() -> record(file, OWNER_KEY), Problem.RecordNotFound.class);

    assertThat(refusal.what()).isEqualTo("schema");
  }

  @Test
  void saysWhenItIsThereAlready() {
    FileId id = record(FILE, OWNER_KEY);

    var refusal = assertRefused(() -> record(FILE, OWNER_KEY), Problem.AlreadyRegistered.class);

    assertThat(refusal).isEqualTo(new Problem.AlreadyRegistered("file", id.value()));
  }

  @Test
  void becomesATombstoneThatStays() {
    FileId id = record(FILE, OWNER_KEY);

    delete(id, OWNER_KEY, OWNER_KEY);

    assertThat(world.registry.findFile(id).orElseThrow().removal().orElseThrow().at())
        .isEqualTo(NOW);
    assertThat(world.registry.filesOf(OWNER, Optional.empty(), false, 10)).isEmpty();
    assertThat(world.registry.filesOf(OWNER, Optional.empty(), true, 10)).hasSize(1);
    assertRefused(() -> record(FILE, OWNER_KEY), Problem.AlreadyRegistered.class);
    assertThat(world.registry.findFile(id).orElseThrow().isRemoved()).isTrue();
  }

  @Test
  void isDeletedByAServerOfTheOwner() {
    world.registerServer();
    FileId id = record(FILE, SERVER_KEY);

    delete(id, OWNER_KEY, SERVER_KEY);

    assertThat(world.registry.findFile(id).orElseThrow().isRemoved()).isTrue();
  }

  @Test
  void isDeletedByNobodyElse() {
    FileId id = record(FILE, OWNER_KEY);

    assertRefused(() -> delete(id, OWNER_KEY, STRANGER_KEY), Problem.SignerNotAllowed.class);
    assertRefused(() -> delete(id, STRANGER_KEY, STRANGER_KEY), Problem.RecordNotFound.class);

    assertThat(world.registry.findFile(id).orElseThrow().isRemoved()).isFalse();
  }

  @Test
  void isDeletedOnce() {
    FileId id = record(FILE, OWNER_KEY);
    delete(id, OWNER_KEY, OWNER_KEY);

    assertRefused(() -> delete(id, OWNER_KEY, OWNER_KEY), Problem.AlreadyRegistered.class);
    assertRefused(
        () -> delete(new FileId("0x" + "99".repeat(32)), OWNER_KEY, OWNER_KEY),
        Problem.RecordNotFound.class);
  }

  @Test
  void takesNoncesInTheirOrderWhereTheyAreSent() {
    assertRefused(
        () -> world.recordFile.record(FILE, OWNER_KEY.sign(FILE), OptionalLong.of(2)),
        Problem.NonceMismatch.class);
    FileId id = world.recordFile.record(FILE, OWNER_KEY.sign(FILE), OptionalLong.of(1));

    var deletion = new FileDeletion(OWNER, id);
    world.recordFileDeletion.record(deletion, OWNER_KEY.sign(deletion), OptionalLong.of(1));
    assertThat(world.registry.nonce(OWNER, "addFile")).isEqualTo(1);
    assertThat(world.registry.nonce(OWNER, "deleteFile")).isEqualTo(1);
  }

  @Test
  void aRepeatedWriteIsKnownWhateverItsNonce() {
    FileId id = world.recordFile.record(FILE, OWNER_KEY.sign(FILE), OptionalLong.of(1));
    assertRefused(
        () -> world.recordFile.record(FILE, OWNER_KEY.sign(FILE), OptionalLong.of(1)),
        Problem.AlreadyRegistered.class);

    var deletion = new FileDeletion(OWNER, id);
    world.recordFileDeletion.record(deletion, OWNER_KEY.sign(deletion), OptionalLong.of(1));
    assertRefused(
        () ->
            world.recordFileDeletion.record(deletion, OWNER_KEY.sign(deletion), OptionalLong.of(1)),
        Problem.AlreadyRegistered.class);
    assertThat(world.registry.nonce(OWNER, "deleteFile")).isEqualTo(1);
  }

  private FileId record(FileRegistration file, FakeSigner signer) {
    return world.recordFile.record(file, signer.sign(file), NO_NONCE);
  }

  private void delete(FileId id, FakeSigner owner, FakeSigner signer) {
    var deletion = new FileDeletion(owner.address(), id);
    world.recordFileDeletion.record(deletion, signer.sign(deletion), NO_NONCE);
  }
}
