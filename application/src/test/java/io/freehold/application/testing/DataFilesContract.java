package io.freehold.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.port.DataFiles;
import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.FileId;
import io.freehold.domain.Problem;
import io.freehold.domain.ProblemException;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.DataFile;
import io.freehold.domain.data.IdempotencyKey;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.data.VersionSummary;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.identity.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of data files does, on disk or in memory.
public abstract class DataFilesContract {
  protected static final Instant TEN = Instant.parse("2026-01-21T10:00:00Z");
  protected static final Scope PROFILE = new Scope("instagram.profile");
  protected static final List<ScopePattern> ALL = List.of(new ScopePattern("*"));
  protected static final Caller.Owner OWNER =
      new Caller.Owner(new Address("0x" + "a".repeat(40)), "wallet");
  private static final Page FIRST_PAGE = new Page(100, 0);

  protected volatile Instant now = TEN;
  private DataFiles files;

  /// An empty store that remembers idempotency keys for a day.
  protected abstract DataFiles dataFiles(InstantSource clock);

  @BeforeEach
  void openTheStore() {
    files = dataFiles(() -> now);
  }

  @Test
  void namesAVersionAfterTheSecondItWasReceived() {
    now = Instant.parse("2026-01-21T10:00:00.987654321Z");

    assertThat(save(PROFILE, "{}").collectedAt().text()).isEqualTo("2026-01-21T10:00:00Z");
  }

  @Test
  void takesTheNextFreeMillisecondWhenTheSecondIsTaken() {
    assertThat(save(PROFILE, "{}").collectedAt().text()).isEqualTo("2026-01-21T10:00:00Z");
    assertThat(save(PROFILE, "{}").collectedAt().text()).isEqualTo("2026-01-21T10:00:00.001Z");
    assertThat(save(PROFILE, "{}").collectedAt().text()).isEqualTo("2026-01-21T10:00:00.002Z");
  }

  @Test
  void takesAWholeSecondAgainInTheNextSecond() {
    save(PROFILE, "{}");
    save(PROFILE, "{}");
    now = TEN.plusSeconds(1);

    assertThat(save(PROFILE, "{}").collectedAt().text()).isEqualTo("2026-01-21T10:00:01Z");
  }

  @Test
  void namesVersionsOfDifferentScopesIndependently() {
    save(PROFILE, "{}");

    assertThat(save(new Scope("instagram.likes"), "{}").collectedAt().instant()).isEqualTo(TEN);
    assertThat(save(new Scope("instagram.profile.photo"), "{}").collectedAt().instant())
        .isEqualTo(TEN);
  }

  @Test
  void ordersVersionsEvenWhenTheClockGoesBack() {
    save(PROFILE, "{\"n\":1}");
    now = TEN.minus(Duration.ofHours(1));

    VersionSummary second = save(PROFILE, "{\"n\":2}");

    assertThat(second.collectedAt().text()).isEqualTo("2026-01-21T10:00:00.001Z");
    assertThat(latest(PROFILE)).contains("{\"n\":2}");
  }

  @Test
  void givesBackTheEnvelopeByteForByte() {
    var schema =
        new DataFile.SchemaReference(new SchemaId("0x" + "7".repeat(64)), "ipfs://b/\"x\"");
    var payload = JsonDocument.of("{ \"n\" : 1.10, \"big\": 12345678901234567890, \"e\":1e400 }");
    var draft = new DataDraft(Optional.of(schema), PROFILE, payload, now, Optional.empty());

    VersionSummary saved = files.save(draft);
    StoredFile found = files.find(permit(PROFILE), new Version.Latest()).orElseThrow();

    byte[] expected = draft.at(saved.collectedAt()).bytes();
    assertThat(bytesOf(found)).isEqualTo(expected);
    assertThat(found.scope()).isEqualTo(PROFILE);
    assertThat(found.collectedAt()).isEqualTo(saved.collectedAt());
    assertThat(found.sha256()).isEqualTo(sha256(expected)).isEqualTo(saved.sha256());
    assertThat(found.content().sizeBytes()).isEqualTo(expected.length);
    assertThat(saved.sizeBytes()).isEqualTo(expected.length);
    assertThat(saved.schemaId()).contains(schema.id());
    assertThat(saved.fileId()).isEmpty();
  }

  @Test
  void keepsALargeFile() {
    String payload = "{\"text\":\"" + "x".repeat(1_000_000) + "\"}";
    save(PROFILE, payload);

    assertThat(latest(PROFILE)).contains(payload);
  }

  @Test
  void findsNothingInAScopeWithoutData() {
    save(PROFILE, "{}");

    assertThat(files.find(permit(new Scope("instagram.likes")), new Version.Latest())).isEmpty();
    assertThat(files.find(permit(new Scope("instagram.profile.photo")), new Version.Latest()))
        .isEmpty();
    assertThat(files.versions(new Scope("instagram.likes"), FIRST_PAGE).items()).isEmpty();
    assertThat(files.versions(new Scope("instagram.likes"), FIRST_PAGE).total()).isZero();
  }

  @Test
  void findsTheNewestVersion() {
    save(PROFILE, "{\"n\":1}");
    assertThat(latest(PROFILE)).contains("{\"n\":1}");

    save(PROFILE, "{\"n\":2}");
    assertThat(latest(PROFILE)).contains("{\"n\":2}");
  }

  @Test
  void findsTheNewestVersionAtOrBeforeATime() {
    save(PROFILE, "{\"n\":1}");
    now = TEN.plusSeconds(10);
    save(PROFILE, "{\"n\":2}");

    assertThat(asOf(TEN.minusMillis(1))).isEmpty();
    assertThat(asOf(TEN)).hasValueSatisfying(text -> assertThat(text).contains("{\"n\":1}"));
    assertThat(asOf(TEN.plusMillis(9_999)))
        .hasValueSatisfying(text -> assertThat(text).contains("{\"n\":1}"));
    assertThat(asOf(TEN.plusSeconds(10)))
        .hasValueSatisfying(text -> assertThat(text).contains("{\"n\":2}"));
    assertThat(asOf(TEN.plusSeconds(999)))
        .hasValueSatisfying(text -> assertThat(text).contains("{\"n\":2}"));
  }

  @Test
  void findsNothingUnderAFileIdThatIsNotLinked() {
    save(PROFILE, "{}");

    assertThat(files.find(permit(PROFILE), new Version.ByFileId(fileId('1')))).isEmpty();
  }

  @Test
  void listsVersionsNewestFirstInPages() {
    for (int i = 0; i < 5; i++) {
      save(PROFILE, "{\"n\":" + i + "}");
    }

    Listing<VersionSummary> first = files.versions(PROFILE, new Page(2, 0));
    Listing<VersionSummary> last = files.versions(PROFILE, new Page(2, 4));
    Listing<VersionSummary> beyond = files.versions(PROFILE, new Page(2, 5));

    assertThat(first.items())
        .extracting(v -> v.collectedAt().text())
        .containsExactly("2026-01-21T10:00:00.004Z", "2026-01-21T10:00:00.003Z");
    assertThat(first.total()).isEqualTo(5);
    assertThat(first.page()).isEqualTo(new Page(2, 0));
    assertThat(last.items())
        .extracting(v -> v.collectedAt().text())
        .containsExactly("2026-01-21T10:00:00Z");
    assertThat(beyond.items()).isEmpty();
    assertThat(beyond.total()).isEqualTo(5);
  }

  @Test
  void listsAVersionAsItWasSaved() {
    VersionSummary saved = save(PROFILE, "{\"n\":1}");

    assertThat(files.versions(PROFILE, FIRST_PAGE).items()).containsExactly(saved);
  }

  @Test
  void summarisesScopesByName() {
    VersionSummary likes = save(new Scope("instagram.likes"), "{}");
    VersionSummary first = save(PROFILE, "{\"n\":1}");
    now = TEN.plusSeconds(1);
    VersionSummary second = save(PROFILE, "{\"n\":22}");

    Listing<ScopeSummary> listing = files.scopes(ScopePrefix.ALL, ALL, FIRST_PAGE);

    assertThat(listing.items())
        .containsExactly(
            new ScopeSummary(
                new Scope("instagram.likes"), likes.collectedAt(), 1, likes.sizeBytes()),
            new ScopeSummary(
                PROFILE, second.collectedAt(), 2, first.sizeBytes() + second.sizeBytes()));
    assertThat(listing.total()).isEqualTo(2);
  }

  @Test
  void pagesThroughScopes() {
    List<String> names = IntStream.range(0, 7).mapToObj(i -> "source.s" + i).toList();
    names.forEach(name -> save(new Scope(name), "{}"));

    Listing<ScopeSummary> page = files.scopes(ScopePrefix.ALL, ALL, new Page(3, 5));

    assertThat(page.items())
        .extracting(summary -> summary.scope().value())
        .containsExactly("source.s5", "source.s6");
    assertThat(page.total()).isEqualTo(7);
    assertThat(files.scopes(ScopePrefix.ALL, ALL, new Page(3, 7)).items()).isEmpty();
  }

  @Test
  void takesAPrefixLiterally() {
    save(new Scope("a_c.x"), "{}");
    save(new Scope("abc.x"), "{}");
    save(new Scope("abc.xy"), "{}");

    assertThat(scopesUnder("a_")).containsExactly("a_c.x");
    assertThat(scopesUnder("a")).containsExactly("a_c.x", "abc.x", "abc.xy");
    assertThat(scopesUnder("abc.x")).containsExactly("abc.x", "abc.xy");
    assertThat(scopesUnder("%")).isEmpty();
    assertThat(scopesUnder("a%")).isEmpty();
    assertThat(scopesUnder("_")).isEmpty();
    assertThat(scopesUnder("ABC")).isEmpty();
    assertThat(scopesUnder("é")).isEmpty();
    assertThat(scopesUnder("\uffff")).isEmpty();
  }

  @Test
  void listsOnlyWhatAPatternCovers() {
    for (String name : List.of("a.b", "a.b.c", "a.b.d", "a.bc", "a.bB.c", "ab.c", "b.a")) {
      save(new Scope(name), "{}");
    }

    assertThat(scopesCoveredBy("a.b")).containsExactly("a.b");
    assertThat(scopesCoveredBy("a.b.*")).containsExactly("a.b.c", "a.b.d");
    assertThat(scopesCoveredBy("a.*")).containsExactly("a.b", "a.b.c", "a.b.d", "a.bB.c", "a.bc");
    assertThat(scopesCoveredBy("b.a", "a.b.*", "a.b.c")).containsExactly("a.b.c", "a.b.d", "b.a");
    assertThat(scopesCoveredBy()).isEmpty();
    assertThat(
            files.scopes(
                new ScopePrefix("a.b"),
                List.of(new ScopePattern("a.b.*"), new ScopePattern("*")),
                new Page(2, 1)))
        .satisfies(listing -> assertThat(listing.total()).isEqualTo(5))
        .satisfies(listing ->
            assertThat(listing.items())
                .extracting(summary -> summary.scope().value())
                .containsExactly("a.b.c", "a.b.d"));
  }

  @Test
  void deletesEveryVersionOfAScope() {
    save(PROFILE, "{\"n\":1}");
    VersionSummary second = save(PROFILE, "{\"n\":2}");

    assertThat(files.delete(PROFILE)).isEqualTo(2);

    assertThat(files.find(permit(PROFILE), new Version.Latest())).isEmpty();
    assertThat(files.find(permit(PROFILE), new Version.AsOf(second.collectedAt()))).isEmpty();
    assertThat(files.versions(PROFILE, FIRST_PAGE).total()).isZero();
    assertThat(files.scopes(ScopePrefix.ALL, ALL, FIRST_PAGE).total()).isZero();
    assertThat(files.delete(PROFILE)).isZero();
  }

  @Test
  void deletesNothingButTheScope() {
    List<Scope> others =
        IntStream.range(0, 3)
            .mapToObj(i -> new Scope(List.of("a.b.c", "a.bb", "b.b").get(i)))
            .toList();
    others.forEach(scope -> save(scope, "{}"));
    save(new Scope("a.b"), "{}");

    assertThat(files.delete(new Scope("a.b"))).isEqualTo(1);

    others.forEach(scope ->
        assertThat(files.find(permit(scope), new Version.Latest())).as(scope.value()).isPresent());
    assertThat(files.delete(new Scope("a.b.c"))).isEqualTo(1);
  }

  @Test
  void deletesAScopeWithoutTouchingTheScopeAboveIt() {
    save(new Scope("a.b"), "{\"n\":1}");
    save(new Scope("a.b.c"), "{}");

    assertThat(files.delete(new Scope("a.b.c"))).isEqualTo(1);

    assertThat(latest(new Scope("a.b"))).contains("{\"n\":1}");
  }

  @Test
  void neverUsesTheNameOfADeletedVersionAgain() {
    save(PROFILE, "{\"n\":1}");
    VersionSummary deleted = save(PROFILE, "{\"n\":2}");
    files.delete(PROFILE);

    VersionSummary next = save(PROFILE, "{\"n\":3}");

    assertThat(next.collectedAt()).isGreaterThan(deleted.collectedAt());
    assertThat(files.versions(PROFILE, FIRST_PAGE).items()).containsExactly(next);
  }

  @Test
  void answersTheSameKeyWithTheFirstVersion() {
    VersionSummary first = save(PROFILE, "{\"n\":1}", "key");
    now = TEN.plus(Duration.ofHours(23));

    assertThat(save(PROFILE, "{\"n\":1}", "key")).isEqualTo(first);
    assertThat(files.versions(PROFILE, FIRST_PAGE).total()).isEqualTo(1);
  }

  @Test
  void refusesTheSameKeyForAnythingElse() {
    save(PROFILE, "{\"n\":1}", "key");

    assertThatThrownBy(() -> save(PROFILE, "{\"n\":2}", "key"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.IdempotencyConflict("key")));
    assertThatThrownBy(() -> save(new Scope("instagram.likes"), "{\"n\":1}", "key"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.IdempotencyConflict("key")));
    assertThat(files.scopes(ScopePrefix.ALL, ALL, FIRST_PAGE).total()).isEqualTo(1);
    assertThat(files.versions(PROFILE, FIRST_PAGE).total()).isEqualTo(1);
  }

  @Test
  void forgetsAKeyAfterItsDay() {
    VersionSummary first = save(PROFILE, "{\"n\":1}", "key");
    now = TEN.plus(Duration.ofHours(24));

    VersionSummary second = save(PROFILE, "{\"n\":1}", "key");

    assertThat(second.collectedAt()).isGreaterThan(first.collectedAt());
    assertThat(save(PROFILE, "{\"n\":1}", "key")).isEqualTo(second);
  }

  @Test
  void makesAnotherVersionForAnotherKeyOrNone() {
    save(PROFILE, "{}", "one");
    save(PROFILE, "{}", "two");
    save(PROFILE, "{}");
    save(PROFILE, "{}");

    assertThat(files.versions(PROFILE, FIRST_PAGE).total()).isEqualTo(4);
  }

  @Test
  void makesOneVersionOfParallelWritesWithOneKey() throws Exception {
    Callable<VersionSummary> save = () -> save(PROFILE, "{}", "key");

    List<VersionSummary> saved = inParallel(Collections.nCopies(16, save));

    assertThat(Set.copyOf(saved)).hasSize(1);
    assertThat(files.versions(PROFILE, FIRST_PAGE).total()).isEqualTo(1);
  }

  @Test
  void givesEveryParallelWriteItsOwnVersion() throws Exception {
    List<String> payloads = IntStream.range(0, 64).mapToObj(i -> "{\"n\":" + i + "}").toList();
    List<Callable<VersionSummary>> saves =
        payloads.stream()
            .map(payload -> (Callable<VersionSummary>) () -> save(PROFILE, payload))
            .toList();

    List<VersionSummary> saved = inParallel(saves);

    assertThat(saved).extracting(VersionSummary::collectedAt).doesNotHaveDuplicates();
    assertThat(files.versions(PROFILE, FIRST_PAGE).items())
        .containsExactlyInAnyOrderElementsOf(saved);
    for (String payload : payloads) {
      assertThat(saved)
          .as(payload)
          .filteredOn(v -> textAt(v.collectedAt()).contains(payload))
          .hasSize(1);
    }
  }

  protected final VersionSummary save(Scope scope, String payload) {
    return files.save(draft(scope, payload, Optional.empty()));
  }

  protected final VersionSummary save(Scope scope, String payload, String key) {
    return files.save(draft(scope, payload, Optional.of(new IdempotencyKey(key))));
  }

  protected final DataDraft draft(Scope scope, String payload, Optional<IdempotencyKey> key) {
    return new DataDraft(Optional.empty(), scope, JsonDocument.of(payload), now, key);
  }

  protected static ReadPermit permit(Scope scope) {
    return ReadPermit.of(OWNER, scope);
  }

  protected static FileId fileId(char digit) {
    return new FileId("0x" + String.valueOf(digit).repeat(64));
  }

  protected static byte[] bytesOf(StoredFile file) {
    try {
      return switch (file.content()) {
        case Content.InMemory memory -> memory.bytes();
        case Content.OnDisk disk -> Files.readAllBytes(Path.of(disk.path()));
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String latest(Scope scope) {
    return new String(
        bytesOf(files.find(permit(scope), new Version.Latest()).orElseThrow()),
        StandardCharsets.UTF_8);
  }

  private String textAt(CollectedAt time) {
    return asOf(time.instant()).orElseThrow();
  }

  private Optional<String> asOf(Instant time) {
    return files
        .find(permit(PROFILE), new Version.AsOf(new CollectedAt(time)))
        .map(file -> new String(bytesOf(file), StandardCharsets.UTF_8));
  }

  private List<String> scopesUnder(String prefix) {
    return names(files.scopes(new ScopePrefix(prefix), ALL, FIRST_PAGE));
  }

  private List<String> scopesCoveredBy(String... patterns) {
    return names(
        files.scopes(
            ScopePrefix.ALL,
            List.of(patterns).stream().map(ScopePattern::new).toList(),
            FIRST_PAGE));
  }

  private static List<String> names(Listing<ScopeSummary> listing) {
    assertThat(listing.total()).isEqualTo(listing.items().size());
    return listing.items().stream().map(summary -> summary.scope().value()).toList();
  }

  private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = tasks.stream().map(threads::submit).toList();
      var results = new ArrayList<T>();
      for (Future<T> future : running) {
        results.add(future.get());
      }
      return results;
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
