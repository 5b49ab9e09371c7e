package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.port.Registry;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.Signature;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.Contract;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.GrantMessage.GrantRegistration;
import io.freehold.domain.registry.GrantMessage.SpecGrant;
import io.freehold.domain.registry.GrantMessage.VersionedGrant;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.registry.SchemaRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of the gateway role does.
public abstract class RegistryContract {
  protected static final Instant TEN = Instant.parse("2026-01-21T10:00:00.123456789Z");
  protected static final Address ALICE = new Address("0x" + "a".repeat(40));
  protected static final Address BOB = new Address("0x" + "b".repeat(40));
  protected static final Address CAROL = new Address("0x" + "c".repeat(40));
  protected static final Signature SIGNATURE =
      new Signature("0x" + "1".repeat(64) + "2".repeat(64) + "1b");
  private static final Removal REMOVAL =
      new Removal(
          TEN.plusSeconds(500), new Signature("0x" + "3".repeat(64) + "4".repeat(64) + "1c"));
  private static final Page FIRST_PAGE = new Page(100, 0);

  private Registry registry;

  /// An empty store.
  protected abstract Registry registry();

  @BeforeEach
  void openTheStore() {
    registry = registry();
  }

  @Test
  void findsABuilderByAddressAndById() {
    Entry<BuilderRegistration> builder = builder(1, BOB, "https://bob.example");
    save(builder);

    assertThat(registry.findBuilder(BOB)).contains(builder);
    assertThat(registry.findBuilder(new BuilderId(id(1)))).contains(builder);
    assertThat(registry.findBuilder(ALICE)).isEmpty();
    assertThat(registry.findBuilder(new BuilderId(id(2)))).isEmpty();
  }

  @Test
  void findsABuilderThatWasLookedForTooEarly() {
    assertThat(registry.findBuilder(BOB)).isEmpty();

    save(builder(1, BOB, "https://bob.example"));

    assertThat(registry.findBuilder(BOB)).isPresent();
  }

  @Test
  void replacesTheBuilderAtAnAddress() {
    save(builder(1, BOB, "https://bob.example"));
    assertThat(registry.findBuilder(BOB)).isPresent();
    Entry<BuilderRegistration> moved = builder(2, BOB, "https://bob.example/new");

    save(moved);

    assertThat(registry.findBuilder(BOB)).contains(moved);
    assertThat(registry.findBuilder(new BuilderId(id(2)))).contains(moved);
    assertThat(registry.findBuilder(new BuilderId(id(1)))).isEmpty();
  }

  @Test
  void replacesABuilderUnderTheSameId() {
    save(builder(1, BOB, "https://bob.example"));
    Entry<BuilderRegistration> again = builder(1, BOB, "https://bob.example/new");

    save(again);

    assertThat(registry.findBuilder(BOB)).contains(again);
    assertThat(registry.pendingCount()).isEqualTo(1);
  }

  @Test
  void findsAServerByItsAddress() {
    Entry<ServerRegistration> server = server(1, ALICE, BOB, "https://one.example");
    assertThat(registry.findServer(BOB)).isEmpty();

    saveServer(server);

    assertThat(registry.findServer(BOB)).contains(server);
    assertThat(registry.findServer(ALICE)).isEmpty();
  }

  @Test
  void replacesTheServerAtAnAddress() {
    saveServer(server(1, ALICE, BOB, "https://one.example"));
    assertThat(registry.findServer(BOB)).isPresent();
    Entry<ServerRegistration> moved = server(2, ALICE, BOB, "https://two.example");

    saveServer(moved);

    assertThat(registry.findServer(BOB)).contains(moved);
    assertThat(registry.findNewestServerOf(ALICE)).contains(moved);
  }

  @Test
  void findsTheNewestServerOfAnOwner() {
    Entry<ServerRegistration> first = server(1, ALICE, BOB, "https://one.example");
    Entry<ServerRegistration> second = server(2, ALICE, CAROL, "https://two.example");
    saveServer(first);
    saveServer(second);
    assertThat(registry.findNewestServerOf(ALICE)).contains(second);
    assertThat(registry.findNewestServerOf(BOB)).isEmpty();

    Entry<ServerRegistration> firstAgain = server(3, ALICE, BOB, "https://three.example");
    saveServer(firstAgain);
    assertThat(registry.findNewestServerOf(ALICE)).contains(firstAgain);
  }

  @Test
  void passesOverAServerThatWasTakenBack() {
    Entry<ServerRegistration> first = server(1, ALICE, BOB, "https://one.example");
    Entry<ServerRegistration> second = server(2, ALICE, CAROL, "https://two.example");
    saveServer(first);
    saveServer(second.removed(REMOVAL.at(), REMOVAL.signature()));

    assertThat(registry.findNewestServerOf(ALICE)).contains(first);
    assertThat(registry.findServer(CAROL).flatMap(Entry::removal)).contains(REMOVAL);
  }

  @Test
  void keepsEveryFormOfGrantAsItIs() {
    List<GrantMessage> messages =
        List.of(
            registration(ALICE, 1),
            new SpecGrant(
                ALICE, BOB, List.of("a.b", "c.*"), Long.MAX_VALUE, 7, Contract.PERMISSIONS),
            new SpecGrant(ALICE, BOB, List.of("a.b"), 0, 0, Contract.NONE),
            new VersionedGrant(
                ALICE, new BuilderId(id(9)), List.of("*"), 4_000_000_000L, 1_900_000_000L));

    for (int i = 0; i < messages.size(); i++) {
      Entry<GrantMessage> grant = grant(i, messages.get(i));
      assertThat(registry.addGrant(grant, BOB)).isTrue();
      assertThat(registry.findGrant(new GrantId(id(i)))).contains(grant);
    }
    assertThat(registry.grantsOf(ALICE, FIRST_PAGE).items())
        .extracting(Entry::message)
        .containsExactlyElementsOf(messages.reversed());
  }

  @Test
  void keepsAGrantThatIsThere() {
    Entry<GrantMessage> first = grant(1, registration(ALICE, 1));
    registry.addGrant(first, BOB);

    assertThat(registry.addGrant(grant(1, registration(ALICE, 2)), CAROL)).isFalse();

    assertThat(registry.findGrant(new GrantId(id(1)))).contains(first);
    assertThat(registry.grantsTo(CAROL, FIRST_PAGE).items()).isEmpty();
  }

  @Test
  void findsAGrantThatWasLookedForTooEarly() {
    assertThat(registry.findGrant(new GrantId(id(1)))).isEmpty();

    registry.addGrant(grant(1, registration(ALICE, 1)), BOB);

    assertThat(registry.findGrant(new GrantId(id(1)))).isPresent();
  }

  @Test
  void revokesAGrantOnce() {
    Entry<GrantMessage> grant = grant(1, registration(ALICE, 1));
    registry.addGrant(grant, BOB);
    assertThat(registry.findGrant(new GrantId(id(1)))).contains(grant);

    assertThat(registry.removeGrant(new GrantId(id(1)), REMOVAL)).isTrue();

    Entry<GrantMessage> revoked = grant.removed(REMOVAL.at(), REMOVAL.signature());
    assertThat(registry.findGrant(new GrantId(id(1)))).contains(revoked);
    assertThat(registry.grantsOf(ALICE, FIRST_PAGE).items()).containsExactly(revoked);
    assertThat(registry.removeGrant(new GrantId(id(1)), new Removal(TEN, SIGNATURE))).isFalse();
    assertThat(registry.removeGrant(new GrantId(id(2)), REMOVAL)).isFalse();
    assertThat(registry.findGrant(new GrantId(id(1)))).contains(revoked);
  }

  @Test
  void cutsAPageOfLargeGrantsAndSaysHowManyThereAre() {
    for (int i = 1; i <= 50; i++) {
      registry.addGrant(grant(i, largeRegistration(i)), BOB);
    }
    var seen = new ArrayList<String>();
    while (seen.size() < 50) {
      Listing<Entry<GrantMessage>> found = registry.grantsOf(ALICE, new Page(1_000, seen.size()));
      assertThat(found.items()).hasSizeBetween(1, 30);
      assertThat(found.total()).isEqualTo(50);
      found.items().forEach(grant -> seen.add(grant.id()));
    }

    assertThat(seen)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).mapToObj(i -> id(51 - i)).toList());
    assertThat(registry.grantsTo(BOB, new Page(1_000, 0)).items()).hasSizeBetween(1, 30);
    assertThat(registry.grantsBetween(ALICE, BOB, new Page(1_000, 0)).items())
        .hasSizeBetween(1, 30);
  }

  private static GrantMessage largeRegistration(int nonce) {
    GrantRegistration usual = registration(ALICE, nonce);
    return new GrantRegistration(
        ALICE, usual.granteeId(), usual.grant() + " ".repeat(60_000), usual.fileIds());
  }

  @Test
  void listsGrantsNewestFirstInPages() {
    for (int i = 1; i <= 5; i++) {
      registry.addGrant(grant(i, registration(ALICE, i)), i % 2 == 0 ? BOB : CAROL);
    }
    registry.addGrant(grant(6, registration(BOB, 6)), CAROL);

    assertThat(registry.grantsOf(ALICE, new Page(2, 1)).items())
        .extracting(Entry::id)
        .containsExactly(id(4), id(3));
    assertThat(registry.grantsOf(ALICE, new Page(2, 1)).total()).isEqualTo(5);
    assertThat(registry.grantsTo(CAROL, FIRST_PAGE).items())
        .extracting(Entry::id)
        .containsExactly(id(6), id(5), id(3), id(1));
    assertThat(registry.grantsTo(BOB, new Page(1, 0)).total()).isEqualTo(2);
    assertThat(registry.grantsBetween(ALICE, CAROL, new Page(2, 0)).items())
        .extracting(Entry::id)
        .containsExactly(id(5), id(3));
    assertThat(registry.grantsBetween(ALICE, CAROL, new Page(2, 2)).items())
        .extracting(Entry::id)
        .containsExactly(id(1));
    assertThat(registry.grantsBetween(ALICE, CAROL, FIRST_PAGE).total()).isEqualTo(3);
    assertThat(registry.grantsBetween(CAROL, ALICE, FIRST_PAGE).items()).isEmpty();
    assertThat(registry.grantsOf(CAROL, FIRST_PAGE).items()).isEmpty();
  }

  @Test
  void addsAFileOnce() {
    Entry<FileRegistration> file = file(1, ALICE, TEN);

    assertThat(registry.addFile(file)).isTrue();
    assertThat(registry.addFile(file(1, BOB, TEN))).isFalse();

    assertThat(registry.findFile(new FileId(id(1)))).contains(file);
    assertThat(registry.findFile(new FileId(id(2)))).isEmpty();
  }

  @Test
  void keepsTheTombstoneOfAFile() {
    Entry<FileRegistration> file = file(1, ALICE, TEN);
    registry.addFile(file);

    assertThat(registry.removeFile(new FileId(id(1)), REMOVAL)).isTrue();
    assertThat(registry.removeFile(new FileId(id(1)), REMOVAL)).isFalse();
    assertThat(registry.removeFile(new FileId(id(2)), REMOVAL)).isFalse();

    assertThat(registry.findFile(new FileId(id(1))))
        .contains(file.removed(REMOVAL.at(), REMOVAL.signature()));
    assertThat(registry.addFile(file)).isFalse();
  }

  @Test
  void listsChangesOfFilesAfterATime() {
    for (int i = 1; i <= 4; i++) {
      registry.addFile(file(i, ALICE, TEN.plusSeconds(i)));
    }
    registry.addFile(file(5, BOB, TEN.plusSeconds(1)));

    assertThat(fileIds(Optional.empty(), true, 100)).containsExactly(id(1), id(2), id(3), id(4));
    assertThat(fileIds(Optional.of(TEN.plusSeconds(2)), true, 100)).containsExactly(id(3), id(4));
    assertThat(fileIds(Optional.of(TEN.plusSeconds(2).minusNanos(1)), true, 100))
        .containsExactly(id(2), id(3), id(4));
    assertThat(fileIds(Optional.of(TEN.plusSeconds(1)), true, 2)).containsExactly(id(2), id(3));
    assertThat(fileIds(Optional.of(TEN.plusSeconds(4)), true, 100)).isEmpty();
  }

  @Test
  void listsADeletionAsTheLatestChange() {
    for (int i = 1; i <= 3; i++) {
      registry.addFile(file(i, ALICE, TEN.plusSeconds(i)));
    }
    registry.removeFile(new FileId(id(1)), REMOVAL);

    assertThat(fileIds(Optional.empty(), true, 100)).containsExactly(id(2), id(3), id(1));
    assertThat(fileIds(Optional.empty(), false, 100)).containsExactly(id(2), id(3));
    assertThat(fileIds(Optional.of(TEN.plusSeconds(3)), true, 100)).containsExactly(id(1));
    assertThat(fileIds(Optional.of(REMOVAL.at()), true, 100)).isEmpty();
  }

  @Test
  void datesNoChangeOfAFileBeforeTheLastOneWhenTheClockIsSetBack() {
    registry.addFile(file(1, ALICE, TEN.plusSeconds(4)));
    registry.addFile(file(2, ALICE, TEN.plusSeconds(3)));
    registry.addFile(file(3, BOB, TEN.plusSeconds(2)));
    registry.removeFile(new FileId(id(1)), new Removal(TEN, REMOVAL.signature()));

    assertThat(fileIds(Optional.of(TEN.plusSeconds(4)), true, 100)).containsExactly(id(2), id(1));
    assertThat(registry.findFile(new FileId(id(2))).orElseThrow().addedAt())
        .isEqualTo(TEN.plusSeconds(4).plusNanos(1));
    assertThat(registry.findFile(new FileId(id(1))).orElseThrow().removal().orElseThrow().at())
        .isEqualTo(TEN.plusSeconds(4).plusNanos(2));
    assertThat(registry.findFile(new FileId(id(3))).orElseThrow().addedAt())
        .as("another owner's")
        .isEqualTo(TEN.plusSeconds(2));
  }

  @Test
  void findsTheNewestSchemaOfAScope() {
    SchemaRecord first = schema(1, "a.b");
    SchemaRecord second = schema(2, "a.b");
    assertThat(registry.findSchema(new Scope("a.b"))).isEmpty();

    assertThat(registry.addSchema(first)).isTrue();
    assertThat(registry.findSchema(new Scope("a.b"))).contains(first);
    assertThat(registry.addSchema(second)).isTrue();
    assertThat(registry.addSchema(first)).isFalse();

    assertThat(registry.findSchema(new Scope("a.b"))).contains(second);
    assertThat(registry.findSchema(new SchemaId(id(1)))).contains(first);
    assertThat(registry.findSchema(new Scope("a.b.c"))).isEmpty();
  }

  @Test
  void listsSchemasByScopeThenNewestFirst() {
    List.of(schema(1, "b.x"), schema(2, "a.x"), schema(3, "b.x"), schema(4, "a.xx"))
        .forEach(registry::addSchema);

    assertThat(registry.schemas(FIRST_PAGE).items())
        .extracting(schema -> schema.id().value())
        .containsExactly(id(2), id(4), id(3), id(1));
    assertThat(registry.schemas(new Page(2, 1)).items())
        .extracting(schema -> schema.id().value())
        .containsExactly(id(4), id(3));
    assertThat(registry.schemas(new Page(2, 1)).total()).isEqualTo(4);
  }

  @Test
  void usesNoncesOneAfterTheOther() {
    assertThat(registry.nonce(ALICE, "addFile")).isZero();
    assertThat(registry.useNonce(ALICE, "addFile", 0)).isFalse();
    assertThat(registry.useNonce(ALICE, "addFile", 2)).isFalse();
    assertThat(registry.useNonce(ALICE, "addFile", 1)).isTrue();
    assertThat(registry.useNonce(ALICE, "addFile", 1)).isFalse();
    assertThat(registry.useNonce(ALICE, "addFile", 2)).isTrue();

    assertThat(registry.nonce(ALICE, "addFile")).isEqualTo(2);
    assertThat(registry.nonce(ALICE, "deleteFile")).isZero();
    assertThat(registry.nonce(BOB, "addFile")).isZero();
  }

  @Test
  void usesANonceOnceAmongParallelWriters() {
    var used = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 16)
          .forEach(_ ->
              threads.execute(() -> {
                if (registry.useNonce(ALICE, "addFile", 1)) {
                  used.incrementAndGet();
                }
              }));
    }

    assertThat(used).hasValue(1);
    assertThat(registry.nonce(ALICE, "addFile")).isEqualTo(1);
  }

  @Test
  void addsAGrantOnceAmongParallelWriters() {
    var added = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 16)
          .forEach(_ ->
              threads.execute(() -> {
                if (registry.addGrant(grant(1, registration(ALICE, 1)), BOB)) {
                  added.incrementAndGet();
                }
              }));
    }

    assertThat(added).hasValue(1);
  }

  @Test
  void replacesNoBuilderThatSomebodyElseSavedMeanwhile() {
    Entry<BuilderRegistration> first = builder(1, BOB, "https://first.example");
    Entry<BuilderRegistration> second = builder(2, BOB, "https://second.example");
    save(first);

    assertThat(registry.saveBuilder(Optional.empty(), second)).isFalse();
    assertThat(registry.saveBuilder(Optional.of(second), second)).isFalse();

    assertThat(registry.findBuilder(BOB)).contains(first);
    assertThat(registry.findBuilder(new BuilderId(id(2)))).isEmpty();
    assertThat(registry.saveBuilder(Optional.of(first), second)).isTrue();
    assertThat(registry.saveBuilder(Optional.of(first), first)).isFalse();
    assertThat(registry.findBuilder(BOB)).contains(second);
  }

  @Test
  void replacesNoServerThatSomebodyElseSavedMeanwhile() {
    Entry<ServerRegistration> first = server(1, ALICE, CAROL, "https://first.example");
    Entry<ServerRegistration> second = server(2, BOB, CAROL, "https://second.example");
    saveServer(first);

    assertThat(registry.saveServer(Optional.empty(), second)).isFalse();
    assertThat(registry.saveServer(Optional.of(second), second)).isFalse();

    assertThat(registry.findServer(CAROL)).contains(first);
    assertThat(registry.findNewestServerOf(BOB)).isEmpty();
    assertThat(registry.saveServer(Optional.of(first), second)).isTrue();
    assertThat(registry.findServer(CAROL)).contains(second);
  }

  @Test
  void savesTheFirstOfParallelWritersAlone() {
    var builders = new AtomicInteger();
    var servers = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 16)
          .forEach(i ->
              threads.execute(() -> {
                if (registry.saveBuilder(Optional.empty(), builder(i, BOB, "https://" + i))) {
                  builders.incrementAndGet();
                }
                if (registry.saveServer(
                    Optional.empty(), server(i, ALICE, CAROL, "https://" + i))) {
                  servers.incrementAndGet();
                }
              }));
    }

    assertThat(builders).hasValue(1);
    assertThat(servers).hasValue(1);
    assertThat(registry.pendingCount()).isEqualTo(2);
  }

  @Test
  void countsWhatWaitsForAChain() {
    assertThat(registry.pendingCount()).isZero();
    save(builder(1, BOB, "https://bob.example"));
    saveServer(server(2, ALICE, CAROL, "https://one.example"));
    registry.addGrant(grant(3, registration(ALICE, 1)), BOB);
    registry.addFile(file(4, ALICE, TEN));
    registry.addFile(confirmed(file(5, ALICE, TEN)));

    assertThat(registry.pendingCount()).isEqualTo(4);
  }

  @Test
  void keepsWhatIsConfirmed() {
    Entry<FileRegistration> file = confirmed(file(1, ALICE, TEN));
    registry.addFile(file);

    assertThat(registry.findFile(new FileId(id(1)))).contains(file);
  }

  private void save(Entry<BuilderRegistration> builder) {
    assertThat(registry.saveBuilder(registry.findBuilder(builder.message().grantee()), builder))
        .isTrue();
  }

  private void saveServer(Entry<ServerRegistration> server) {
    assertThat(registry.saveServer(registry.findServer(server.message().server()), server))
        .isTrue();
  }

  private List<String> fileIds(Optional<Instant> since, boolean includeDeleted, int limit) {
    return registry.filesOf(ALICE, since, includeDeleted, limit).stream().map(Entry::id).toList();
  }

  private static Entry<FileRegistration> confirmed(Entry<FileRegistration> file) {
    return new Entry<>(
        file.id(),
        file.message(),
        file.signature(),
        file.signer(),
        file.addedAt(),
        file.removal(),
        ChainStatus.CONFIRMED);
  }

  protected static Entry<BuilderRegistration> builder(int number, Address grantee, String url) {
    return Entry.pending(
        id(number),
        new BuilderRegistration(ALICE, grantee, "0x04" + "5".repeat(128), url),
        SIGNATURE,
        ALICE,
        TEN.plusSeconds(number));
  }

  protected static Entry<ServerRegistration> server(
      int number, Address owner, Address server, String url) {
    return Entry.pending(
        id(number),
        new ServerRegistration(owner, server, "0x04" + "6".repeat(128), url),
        SIGNATURE,
        owner,
        TEN.plusSeconds(number));
  }

  protected static Entry<GrantMessage> grant(int number, GrantMessage message) {
    return Entry.pending(id(number), message, SIGNATURE, BOB, TEN.plusSeconds(number));
  }

  protected static GrantRegistration registration(Address owner, int nonce) {
    return new GrantRegistration(
        owner,
        new BuilderId(id(9)),
        "{\"user\": \"\u00e9\\u00e9\", \"nonce\":" + nonce + "}",
        nonce % 2 == 0 ? List.of() : List.of("0", "0xff"));
  }

  protected static Entry<FileRegistration> file(int number, Address owner, Instant addedAt) {
    return Entry.pending(
        id(number),
        new FileRegistration(owner, "https://blobs.example/" + number, new SchemaId(id(1))),
        SIGNATURE,
        owner,
        addedAt);
  }

  protected static SchemaRecord schema(int number, String scope) {
    return new SchemaRecord(
        new SchemaId(id(number)),
        ALICE,
        "Profile " + number,
        new Scope(scope),
        "ipfs://" + number,
        "{\"type\": \"object\"}",
        TEN.plusSeconds(number));
  }

  protected static String id(int number) {
    return "0x%064x".formatted(number);
  }
}
