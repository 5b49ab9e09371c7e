package io.freehold.application.testing;

import static io.freehold.application.testing.Cast.LIKES;
import static io.freehold.application.testing.Cast.OWNER;
import static io.freehold.application.testing.Cast.PROFILE;
import static io.freehold.application.testing.Cast.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freehold.application.port.StorageBackend;
import io.freehold.domain.Address;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.Scope;
import io.freehold.domain.storage.BlobKey;
import io.freehold.domain.storage.BlobPage;
import io.freehold.domain.storage.BlobUrl;
import io.freehold.domain.storage.StorageException;
import io.freehold.domain.storage.StorageFailure.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every storage backend promises (§4.1.7.1, §9.2), as the owner `Cast.OWNER`.
public abstract class StorageBackendContract {
  private static final CollectedAt FIRST = CollectedAt.parse("2026-01-21T10:00:00Z");
  private static final CollectedAt THIRD = CollectedAt.parse("2026-01-22T10:00:00Z");
  private static final CollectedAt SECOND = CollectedAt.parse("2026-01-21T10:00:00.001Z");

  /// The same one during a test; with nothing in it at the beginning.
  protected abstract StorageBackend backend();

  /// The address a blob gets, as a regular expression.
  protected abstract String addressOf(BlobKey key);

  /// An address like this one at another service, bucket or folder.
  protected abstract String elsewhere(String address);

  /// Whether blobs lie under keys, and so can be taken and are known before.
  protected boolean hasKeys() {
    return true;
  }

  /// Whether it can delete all blobs of a scope, and all of an owner.
  protected boolean findsByScope() {
    return hasKeys();
  }

  /// Whether it can tell which blobs it keeps.
  protected boolean canList() {
    return findsByScope();
  }

  /// Whether it keeps blobs of other owners as well, because it does not ask whose they are.
  protected boolean keepsForOthers() {
    return true;
  }

  /// The address of a blob that is not there.
  protected BlobUrl absent() {
    return backend().urlOf(key(PROFILE)).orElseThrow();
  }

  protected static BlobKey key(Scope scope) {
    return new BlobKey(OWNER, scope, FIRST);
  }

  private static BlobKey key(Address owner, Scope scope, CollectedAt version) {
    return new BlobKey(owner, scope, version);
  }

  protected static void assertRefused(ThrowingCallable act, Reason reason) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.failure().reason()).isEqualTo(reason));
  }

  private String download(BlobUrl url) {
    return SampleBlob.sha256(backend().download(url));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 262_144, 262_145, 3_000_000, 20_000_000})
  void givesBackEveryByte(long size) {
    var blob = new SampleBlob(size, size);

    BlobUrl url = backend().upload(key(PROFILE), blob);

    assertThat(download(url)).isEqualTo(blob.sha256());
    assertThat(download(url)).as("a second time").isEqualTo(blob.sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"instagram.profile", "spotify.savedTracks", "a.b.c_9"})
  void namesABlobAsTheProtocolDoes(String scope) {
    BlobKey key = key(OWNER, new Scope(scope), SECOND);

    BlobUrl url = backend().upload(key, SampleBlob.small(1));

    assertThat(url.value()).matches(addressOf(key));
    backend().urlOf(key).ifPresent(known -> assertThat(known).isEqualTo(url));
    assertThat(backend().urlOf(key).isPresent()).isEqualTo(hasKeys());
  }

  @Test
  void overwritesNothing() {
    assumeTrue(hasKeys(), "this backend has no keys");
    var first = SampleBlob.small(1);
    BlobUrl url = backend().upload(key(PROFILE), first);

    assertRefused(() -> backend().upload(key(PROFILE), SampleBlob.small(2)), Reason.TAKEN);

    assertThat(download(url)).isEqualTo(first.sha256());
    assertRefused(() -> backend().upload(key(PROFILE), first), Reason.TAKEN);
  }

  @Test
  void saysWhatIsThere() {
    assertThat(backend().exists(absent())).isFalse();

    BlobUrl url = backend().upload(key(LIKES), SampleBlob.small(1));

    assertThat(backend().exists(url)).isTrue();
    assertThat(backend().exists(absent())).isFalse();
  }

  @Test
  void deletesWhatIsThereOnce() {
    BlobUrl url = backend().upload(key(PROFILE), SampleBlob.small(1));
    BlobUrl other = backend().upload(key(LIKES), SampleBlob.small(2));

    assertThat(backend().delete(url)).isTrue();

    assertThat(backend().exists(url)).isFalse();
    assertThat(backend().delete(url)).isFalse();
    assertThat(backend().exists(other)).isTrue();
  }

  @Test
  void cannotDeleteNothing() {
    assertThat(backend().delete(absent())).isFalse();
  }

  @Test
  void saysThatThereIsNoSuchBlob() {
    assertRefused(() -> backend().download(absent()).readAllBytes(), Reason.NOT_FOUND);
  }

  @Test
  void takesAKeyAgainOnceItIsFree() {
    BlobUrl url = backend().upload(key(PROFILE), SampleBlob.small(1));
    backend().delete(url);

    assertThat(download(backend().upload(key(PROFILE), SampleBlob.small(2))))
        .isEqualTo(SampleBlob.small(2).sha256());
  }

  @Test
  void deletesAScopeAndNothingThatIsCalledAlike() {
    var scope = new Scope("a.b");
    BlobUrl first = backend().upload(key(OWNER, scope, FIRST), SampleBlob.small(1));
    BlobUrl second = backend().upload(key(OWNER, scope, SECOND), SampleBlob.small(2));
    var others =
        Stream.of("a.b.c", "a.bc", "a.b_", "aa.b", "a.bB")
            .map(name -> backend().upload(key(new Scope(name)), SampleBlob.small(name.hashCode())))
            .toList();

    var deleted = backend().deleteScope(OWNER, scope);

    if (findsByScope()) {
      assertThat(deleted).hasValue(2);
      assertThat(Stream.of(first, second)).noneMatch(backend()::exists);
    } else {
      assertThat(deleted).isEmpty();
    }
    assertThat(others).allMatch(backend()::exists);
    backend().deleteScope(OWNER, scope).ifPresent(again -> assertThat(again).isZero());
  }

  @Test
  void keepsScopesApartThatDifferInCapitalsOnly() {
    var large = new SampleBlob(100, 1);
    var small = new SampleBlob(100, 2);

    BlobUrl one = backend().upload(key(new Scope("spotify.savedTracks")), large);
    BlobUrl other = backend().upload(key(new Scope("spotify.savedtracks")), small);

    assertThat(download(one)).isEqualTo(large.sha256());
    assertThat(download(other)).isEqualTo(small.sha256());
  }

  @Test
  void deletesAnOwnersBlobsAndNobodyElses() {
    BlobUrl own = backend().upload(key(OWNER, PROFILE, FIRST), SampleBlob.small(1));
    backend().upload(key(OWNER, LIKES, SECOND), SampleBlob.small(2));
    if (keepsForOthers()) {
      backend().upload(key(STRANGER, PROFILE, FIRST), SampleBlob.small(3));
    }

    var deleted = backend().deleteAll(OWNER);

    if (findsByScope()) {
      assertThat(deleted).hasValue(2);
      assertThat(backend().exists(own)).isFalse();
    } else {
      assertThat(deleted).isEmpty();
    }
    if (findsByScope() && keepsForOthers()) {
      assertThat(backend().deleteAll(STRANGER)).as("what the other owner has").hasValue(1);
    }
  }

  @Test
  void listsWhatItKeepsForAnOwnerAndNothingElse() {
    assumeTrue(canList(), "this backend cannot tell which blobs it keeps");
    assertThat(listed(OWNER)).isEmpty();
    var expected = new HashMap<BlobKey, BlobUrl>();
    for (String scope : List.of("spotify.savedTracks", "spotify.savedtracks", "a.b", "a.b.c")) {
      for (CollectedAt version : List.of(FIRST, SECOND, THIRD)) {
        BlobKey key = key(OWNER, new Scope(scope), version);
        expected.put(key, backend().upload(key, new SampleBlob(100, expected.size())));
      }
    }
    if (keepsForOthers()) {
      backend().upload(key(STRANGER, PROFILE, FIRST), SampleBlob.small(3));
    }

    assertThat(listed(OWNER)).isEqualTo(expected);

    BlobKey gone = key(OWNER, new Scope("a.b"), SECOND);
    backend().delete(expected.remove(gone));
    assertThat(listed(OWNER)).isEqualTo(expected);
  }

  @Test
  void saysWhenItCannotList() {
    assertThat(backend().list(OWNER, Optional.empty()).isPresent()).isEqualTo(canList());
  }

  /// Page by page, each blob once.
  private Map<BlobKey, BlobUrl> listed(Address owner) {
    var found = new HashMap<BlobKey, BlobUrl>();
    Optional<String> next = Optional.empty();
    do {
      BlobPage page = backend().list(owner, next).orElseThrow();
      page.blobs()
          .forEach(
              blob -> assertThat(found.put(blob.key(), blob.url())).as("listed twice").isNull());
      next = page.next();
    } while (next.isPresent());
    return found;
  }

  @Test
  void ownsWhatItKeeps() {
    assertThat(backend().owns(backend().upload(key(PROFILE), SampleBlob.small(1)))).isTrue();
  }

  /// Addresses come from a registry that others write to (threat T36).
  @Test
  void ownsNothingElseAndNeverFetchesIt() {
    String own = backend().upload(key(PROFILE), SampleBlob.small(1)).value();
    int slash = own.lastIndexOf('/');
    var foreign =
        Stream.of(
                elsewhere(own),
                own + "/",
                own + "/..",
                own + "/%2e%2e",
                own + "?version=1",
                own + "#part",
                own.substring(0, slash + 1),
                own.substring(0, slash) + "/..",
                own.substring(0, slash) + "/%2e%2e/" + own.substring(slash + 1),
                own.substring(0, slash) + "//" + own.substring(slash + 1),
                own.replace(OWNER.value(), STRANGER.value() + "/" + OWNER.value()),
                own.replaceFirst("^[a-z0-9]+:", "file:"),
                own.replaceFirst("^[a-z0-9]+://", "https://user@"),
                "https://169.254.169.254/latest/meta-data/")
            .filter(url -> !url.equals(own) && isAddress(url))
            .toList();

    assertThat(foreign)
        .allSatisfy(url -> {
          var address = new BlobUrl(url);
          assertThat(backend().owns(address)).as(url).isFalse();
          assertThatIllegalArgumentException()
              .as(url)
              .isThrownBy(() -> backend().download(address));
          assertThatIllegalArgumentException().as(url).isThrownBy(() -> backend().exists(address));
          assertThatIllegalArgumentException().as(url).isThrownBy(() -> backend().delete(address));
        });
  }

  private static boolean isAddress(String text) {
    try {
      return !new BlobUrl(text).value().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void ownsNothingOfAnotherOwner() {
    assumeTrue(hasKeys(), "an address of this backend names no owner");
    var strangers = backend().urlOf(key(STRANGER, PROFILE, FIRST)).orElseThrow();

    assertThat(backend().owns(strangers)).isFalse();
  }

  @Test
  void saysWhereItIs() {
    assertThat(backend().place()).startsWith(backend().name());
    assertThat(backend().name()).matches("[a-z0-9]+");
  }
}
