package io.freehold.adapters.http.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.GatedDataFiles;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire;
import io.freehold.application.port.AccessLog;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.SampleRequest;
import io.freehold.domain.CollectedAt;
import io.freehold.domain.ScopePrefix;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.access.ChainReport;
import io.freehold.domain.access.Checkpoint;
import io.freehold.domain.access.LoggedAccess;
import io.freehold.domain.access.NotedLine;
import io.freehold.domain.connect.DeepLink;
import io.freehold.domain.data.Content;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.data.ScopeSummary;
import io.freehold.domain.data.StoredFile;
import io.freehold.domain.data.Version;
import io.freehold.domain.grant.ReadPermit;
import io.freehold.domain.grant.ScopePattern;
import io.freehold.domain.grant.SignedGrant;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to the answers that are on their way when their grant is revoked (R18, threat T19).
class RevocationTest {
  private static final String TARGET = "/v1/data/instagram.profile";
  private static final SignedGrant REVOKED = aGrant(1);
  private static final SignedGrant OTHER = aGrant(2);

  /// More than the systems at both ends keep in their buffers.
  private static final int SIZE = 48 << 20;

  @TempDir Path folder;
  private final TestServer server = new TestServer();
  private final CountDownLatch isFound = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);
  private final CountDownLatch isLogging = new CountDownLatch(1);
  private final CountDownLatch mayLog = new CountDownLatch(1);
  private volatile boolean logIsGated;

  @BeforeEach
  void start() throws IOException {
    Path path = folder.resolve("file.json");
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    var stored =
        new StoredFile(
            Cast.PROFILE,
            new CollectedAt(Cast.NOW),
            "00".repeat(32),
            new Content.OnDisk(path.toString(), SIZE));
    server.dataFiles =
        new GatedDataFiles(server.stored) {
          @Override
          public Optional<StoredFile> find(ReadPermit permit, Version version) {
            isFound.countDown();
            await(mayGoOn);
            return Optional.of(stored);
          }

          @Override
          public Listing<ScopeSummary> scopes(
              ScopePrefix prefix, List<ScopePattern> patterns, Page page) {
            return server.stored.scopes(prefix, patterns, page);
          }
        };
    server.accessLog = new GatedLog(server.log);
    server.grants.add(REVOKED);
    server.grants.add(OTHER);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void cutsWhatIsBeingSentUnderTheGrantAndNothingElse() throws IOException {
    mayGoOn.countDown();
    try (var cut = reading(REVOKED);
        var kept = reading(OTHER);
        var owners = new Wire(server.port()).send(Ask.get(TARGET).byTheOwner().bytes())) {
      for (Wire wire : new Wire[] {cut, kept, owners}) {
        assertThat(wire.receiveHeadOnly().status()).isEqualTo(200);
      }

      revoke();

      assertThat(cut.bytesUntil(SIZE)).isLessThan(SIZE);
      assertThat(kept.bytesUntil(SIZE)).isEqualTo(SIZE);
      assertThat(owners.bytesUntil(SIZE)).isEqualTo(SIZE);
    }
  }

  /// A grant that another one takes the place of ends like one that is revoked by hand (§6.3).
  @Test
  void cutsWhatIsBeingSentUnderAGrantThatIsReplaced() throws IOException {
    mayGoOn.countDown();
    DeepLink link = server.relay.open(SampleRequest.asking("instagram.profile"));
    String requests = "/v1/connect/requests";
    Ask.post(requests, "{\"deepLink\":\"" + link.text().reveal() + "\"}").byTheOwner().to(server);
    try (var cut = reading(REVOKED)) {
      assertThat(cut.receiveHeadOnly().status()).isEqualTo(200);

      assertThat(
              Ask.post(requests + "/" + link.session() + "/approve", "{}")
                  .byTheOwner()
                  .to(server)
                  .status())
          .isEqualTo(200);

      assertThat(cut.bytesUntil(SIZE)).isLessThan(SIZE);
    }
    assertThat(Ask.get(TARGET).naming(REVOKED.id()).byTheBuilder().to(server).status())
        .isEqualTo(410);
  }

  @Test
  void sendsNothingThatWasPermittedBeforeButBeginsAfter() throws Exception {
    try (var wire = reading(REVOKED)) {
      await(isFound);
      revoke();
      mayGoOn.countDown();

      assertThat(wire.receive().status()).isEqualTo(410);
    }
  }

  /// Permitted, found and about to be written down when the revocation comes: the connection ends
  /// without an answer.
  @Test
  void sendsNothingThatWasAboutToLeave() throws Exception {
    mayGoOn.countDown();
    logIsGated = true;
    try (var wire = reading(REVOKED)) {
      await(isLogging);
      revoke();
      mayLog.countDown();

      assertThat(wire.isClosedByTheServer()).isTrue();
    }
  }

  /// A log that writes reads down when it may.
  private final class GatedLog implements AccessLog {
    private final AccessLog log;

    GatedLog(AccessLog log) {
      this.log = log;
    }

    @Override
    public void append(AccessLogEntry entry) {
      if (logIsGated && entry.action().equals("read")) {
        isLogging.countDown();
        await(mayLog);
      }
      log.append(entry);
    }

    @Override
    public Listing<LoggedAccess> read(Page page) {
      return log.read(page);
    }

    @Override
    public ChainReport verify(Optional<NotedLine> noted) {
      return log.verify(noted);
    }

    @Override
    public Optional<Checkpoint> forgetBefore(LocalDate day) {
      return log.forgetBefore(day);
    }
  }

  private Wire reading(SignedGrant grant) throws IOException {
    return new Wire(server.port()).send(Ask.get(TARGET).naming(grant.id()).byTheBuilder().bytes());
  }

  private void revoke() {
    assertThat(Ask.delete("/v1/grants/" + REVOKED.id()).byTheOwner().to(server).status())
        .isEqualTo(200);
  }

  private static SignedGrant aGrant(long nonce) {
    return Cast.aGrant().of(Cast.PROFILE).withNonce(nonce).signedBy(Cast.OWNER_KEY);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
