package io.freehold.bootstrap;

import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.NOW;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freehold.adapters.chain.ChainAdapter;
import io.freehold.adapters.http.HttpAdapter;
import io.freehold.adapters.http.HttpAdapter.GatewayRole;
import io.freehold.application.Limits;
import io.freehold.application.grant.VerifyGrant;
import io.freehold.application.port.Signer;
import io.freehold.application.registry.AddSchema;
import io.freehold.application.registry.RecordBuilder;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.application.registry.RecordServer;
import io.freehold.application.testing.InMemoryOwnerRecord;
import io.freehold.application.testing.InMemoryRegistry;
import io.freehold.application.testing.InMemoryRevocations;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.grant.GrantTerms;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.grant.SignedGrant;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileDeletion;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.sync.FileRecord;
import io.freehold.domain.sync.FileRecord.Deletion;
import io.freehold.domain.sync.RecordPage;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A personal server whose gateway is another process of the same program, with real signatures in
/// between.
final class RemoteGatewayIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final ChainAdapter CHAIN = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);
  private static final Signer OWNER =
      key("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  private static final Signer APP =
      key("59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");
  private static final Signer SERVER =
      key("5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a");

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final RecordBuilder recordBuilder =
      new RecordBuilder(registry, CHAIN.ids(), CHAIN.signatures(), CLOCK);
  private final RecordGrant recordGrant =
      new RecordGrant(registry, CHAIN.ids(), CHAIN.grantTexts(), CHAIN.signatures(), CLOCK);
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private HttpAdapter adapter;
  private ChainAdapter.Gateway gateway;

  @BeforeEach
  void start() {
    adapter =
        new HttpAdapter(
            VERTX,
            new HttpAdapter.Settings(List.of(), "test"),
            Limits.DEFAULT,
            CLOCK,
            new Random(1));
    int port = adapter.listen(role(), HttpAdapter.Place.plain("127.0.0.1", 0));
    gateway =
        CHAIN.remote(
            VERTX,
            URI.create("http://127.0.0.1:" + port + "/"),
            CHAIN.egress(VERTX, false),
            SERVER,
            Duration.ZERO,
            false,
            CLOCK);
  }

  private GatewayRole role() {
    return new GatewayRole(
        registry,
        recordBuilder,
        new RecordServer(registry, CHAIN.ids(), CHAIN.signatures(), CLOCK),
        recordGrant,
        new RecordGrantRevocation(registry, CHAIN.signatures(), CLOCK),
        new RecordFile(registry, CHAIN.ids(), CHAIN.signatures(), CLOCK),
        new RecordFileDeletion(registry, CHAIN.signatures(), CLOCK),
        CHAIN.grantTexts(),
        key("5d".repeat(32)),
        ProtocolDomain.MOKSHA);
  }

  @AfterEach
  void stop() {
    adapter.close();
  }

  @Test
  void registersItself() {
    ServerRegistration registration = registration(SERVER);

    assertThat(gateway.servers().isRegistered(SERVER.address(), OWNER.address())).isFalse();
    gateway.servers().register(registration, OWNER.sign(registration));
    gateway.servers().register(registration, OWNER.sign(registration));

    assertThat(gateway.servers().isRegistered(SERVER.address(), OWNER.address())).isTrue();
    assertRefused(
        () -> gateway.servers().register(registration, APP.sign(registration)),
        Problem.SignerNotAllowed.class);
  }

  @Test
  void knowsAnotherServerOfItsOwnerByTheSignatureInTheProof() {
    Signer other = key("11".repeat(32));
    ServerRegistration registration = registration(other);

    gateway.servers().register(registration, OWNER.sign(registration));

    assertThat(gateway.servers().isRegistered(other.address(), OWNER.address())).isTrue();
  }

  @Test
  void grantsAndRevokes() {
    registersItself();
    Builder builder = builder();

    GrantId id = gateway.grants().create(terms(1), builder);
    assertThat(gateway.grants().create(terms(1), builder)).isEqualTo(id);

    verified(id).permit(APP.address(), PROFILE, NOW);
    gateway.grants().revoke(id, OWNER.address());
    gateway.grants().revoke(id, OWNER.address());
    assertRefused(
        () -> verified(id).permit(APP.address(), PROFILE, NOW), Problem.GrantRevoked.class);
  }

  @Test
  void believesGrantsOfEveryForm() {
    Builder builder = builder();

    for (GrantMessage grant :
        List.of(
            new SpecGrant(
                OWNER.address(),
                APP.address(),
                List.of(PROFILE.value()),
                0,
                1,
                Contract.PERMISSIONS),
            new SpecGrant(
                OWNER.address(), APP.address(), List.of(PROFILE.value()), 0, 2, Contract.NONE),
            new VersionedGrant(
                OWNER.address(),
                builder.id(),
                List.of(PROFILE.value()),
                3,
                NOW.getEpochSecond() + 60))) {
      GrantId id = recordGrant.record(grant, OWNER.sign(grant), OptionalLong.empty());

      assertThat(gateway.grants().find(id).orElseThrow().message()).isEqualTo(grant);
      verified(id).permit(APP.address(), PROFILE, NOW);
    }
  }

  @Test
  void listsGrantsOfManyPagesInOneGo() {
    registersItself();
    Builder builder = builder();
    List<GrantId> created =
        LongStream.range(0, 1_003)
            .mapToObj(nonce -> {
              GrantMessage grant =
                  new VersionedGrant(
                      OWNER.address(), builder.id(), List.of(PROFILE.value()), nonce, 0);
              return recordGrant.record(grant, OWNER.sign(grant), OptionalLong.empty());
            })
            .toList();

    assertThat(gateway.grants().grantedTo(OWNER.address(), APP.address()))
        .extracting(SignedGrant::id)
        .containsExactlyElementsOf(created.reversed());
  }

  @Test
  void usesTheSchemasOfTheGateway() {
    var addSchema = new AddSchema(registry, CHAIN.ids(), CHAIN.schemaCompiler(), CLOCK);
    var added =
        addSchema.add(
            OWNER.address(), PROFILE, "profile", "{\"required\": [\"größe\"],\n\"title\":\"ü\"}");

    var schema = gateway.schemas().find(PROFILE).orElseThrow();

    assertThat(schema.reference().id()).isEqualTo(added.id());
    assertThat(schema.reference().definitionUrl()).isEqualTo(added.definitionUrl());
    assertThat(schema.violationsIn(JsonDocument.of("{}"))).hasSize(1);
    assertThat(schema.violationsIn(JsonDocument.of("{\"größe\":1}"))).isEmpty();
  }

  @Test
  void recordsFilesAndBelievesTheTombstonesOfItsOwnersServers() {
    registersItself();
    Signer other = key("11".repeat(32));
    ServerRegistration registration = registration(other);
    gateway.servers().register(registration, OWNER.sign(registration));
    FileId kept = gateway.files().register(file(1));
    FileId mine = gateway.files().register(file(2));
    FileId theirs = gateway.files().register(file(3));
    var deletion = new FileDeletion(OWNER.address(), theirs);

    assertThat(gateway.files().register(file(1))).isEqualTo(kept);
    assertThat(gateway.files().delete(OWNER.address(), mine)).isTrue();
    assertThat(gateway.files().delete(OWNER.address(), mine)).isTrue();
    new RecordFileDeletion(registry, CHAIN.signatures(), CLOCK)
        .record(deletion, other.sign(deletion), OptionalLong.empty());

    RecordPage page = gateway.files().changes(OWNER.address(), Optional.empty());
    assertThat(page.records())
        .extracting(FileRecord::id, FileRecord::deletion)
        .containsExactlyInAnyOrder(
            tuple(kept, Optional.empty()),
            tuple(mine, Optional.of(new Deletion(true))),
            tuple(theirs, Optional.of(new Deletion(true))));
    assertThat(gateway.files().find(theirs).orElseThrow().url().value()).isEqualTo(file(3).url());
    assertThat(
            gateway
                .files()
                .changes(OWNER.address(), Optional.of(page.records().getLast().cursor()))
                .records())
        .isEmpty();
  }

  private FileRegistration file(int number) {
    var schema =
        registry
            .findSchema(PROFILE)
            .orElseGet(() -> {
              var addSchema = new AddSchema(registry, CHAIN.ids(), CHAIN.schemaCompiler(), CLOCK);
              return addSchema.add(OWNER.address(), PROFILE, "profile", "{}");
            });
    return new FileRegistration(
        OWNER.address(), "s3://bucket/" + OWNER.address() + "/a.b/" + number, schema.id());
  }

  private io.freehold.domain.grant.Grant verified(GrantId id) {
    var ownerRecord = new InMemoryOwnerRecord();
    ownerRecord.claim(OWNER.address());
    return new VerifyGrant(ownerRecord, CHAIN.signatures(), gateway.servers(), revocations)
        .verify(gateway.grants().find(id).orElseThrow());
  }

  private Builder builder() {
    var message =
        new BuilderRegistration(
            APP.address(), APP.address(), APP.publicKey(), "https://app.example.com");
    BuilderId id = recordBuilder.record(message, APP.sign(message), OptionalLong.empty());
    Builder found = gateway.builders().find(APP.address()).orElseThrow();
    assertThat(found.id()).isEqualTo(id);
    return found;
  }

  private static ServerRegistration registration(Signer server) {
    return new ServerRegistration(
        OWNER.address(), server.address(), server.publicKey(), "https://ps.example.com");
  }

  private static GrantTerms terms(long nonce) {
    return new GrantTerms(
        OWNER.address(),
        APP.address(),
        List.of(new ScopePattern(PROFILE.value())),
        Instant.MAX,
        nonce);
  }

  private static Signer key(String hex) {
    return CHAIN.signer(new Secret("0x" + hex));
  }
}
