package io.freehold.application.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.port.ArchiveCipher;
import io.freehold.application.port.HomeArchive;
import io.freehold.application.port.HomeRestore;
import io.freehold.application.testing.Cast;
import io.freehold.domain.Address;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.TextSigner;
import io.freehold.domain.storage.ArchiveFile;
import io.freehold.domain.storage.ArchiveKey;
import io.freehold.domain.storage.ArchiveKey.Kind;
import io.freehold.domain.storage.ArchiveSeal;
import io.freehold.domain.storage.ArchiveTarget;
import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.storage.PlainReader;
import io.freehold.domain.upkeep.ArchiveProgress;
import io.freehold.domain.upkeep.ArchiveSummary;
import io.freehold.domain.upkeep.Findings;
import io.freehold.domain.upkeep.Inspection;
import io.freehold.domain.upkeep.LeftOut;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is done with an archive, and in which order (T72).
class BackupTest {
  private static final ArchiveKey KEY = new ArchiveKey(Kind.PASSPHRASE, new Secret("p"));
  private static final ArchiveSummary SUMMARY =
      new ArchiveSummary(Cast.SERVER, Optional.of(Cast.OWNER), Cast.NOW, 1, 2, 3);
  private static final ArchiveFile FILE = () -> new ByteArrayInputStream("plain".getBytes(UTF_8));
  private static final ArchiveProgress NOBODY =
      new ArchiveProgress() {
        @Override
        public void reached(long bytes, long bytesAll) {}

        @Override
        public void leftOut(LeftOut file) {}
      };

  private final List<String> acts = new ArrayList<>();
  private final FakeHome home = new FakeHome();
  private final FakeCipher cipher = new FakeCipher();

  @Test
  void signsABackupWhenEverythingIsInIt() throws IOException {
    var target = new Target();

    assertThat(new BackUpHome(home, cipher).backUp(target, KEY, NOBODY)).isEqualTo(SUMMARY);

    assertThat(target.out.toString(UTF_8)).isEqualTo("plain");
    assertThat(target.first).isEqualTo("signed by " + Cast.SERVER);
  }

  @Test
  void signsNothingThatIsNotComplete() {
    home.isFailing = true;
    var target = new Target();

    assertThatThrownBy(() -> new BackUpHome(home, cipher).backUp(target, KEY, NOBODY))
        .hasMessage("no space left");

    assertThat(target.first).isEmpty();
  }

  @Test
  void verifiesTheSignatureBeforeItDecrypts() throws IOException {
    assertThat(new VerifyBackup(home, cipher).verify(FILE, KEY, NOBODY)).isEqualTo(SUMMARY);
    assertThat(acts).containsExactly("seal", "decrypt", "check");

    acts.clear();
    cipher.isAltered = true;
    assertThatThrownBy(() -> new VerifyBackup(home, cipher).verify(FILE, KEY, NOBODY))
        .hasMessageContaining("changed");
    assertThat(acts).containsExactly("seal");
  }

  @Test
  void refusesABackupThatAnotherKeySigned() {
    cipher.signer = Cast.BUILDER;

    assertThatThrownBy(() -> new VerifyBackup(home, cipher).verify(FILE, KEY, NOBODY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("signed by " + Cast.BUILDER);
    assertThatThrownBy(() -> restore()).hasMessageContaining("signed by " + Cast.BUILDER);
    assertThat(acts).doesNotContain("unpack", "settle");
  }

  @Test
  void provesEverythingBeforeItWritesAndAgainBeforeItSettles() throws IOException {
    assertThat(restore().summary()).isEqualTo(SUMMARY);

    assertThat(acts)
        .containsExactly("seal", "decrypt", "check", "seal", "decrypt", "unpack", "settle");
  }

  @Test
  void settlesNothingWhenTheFileChangesBetween() {
    home.unpacked = new ArchiveSummary(Cast.SERVER, Optional.empty(), Cast.NOW, 9, 9, 9);
    assertThatThrownBy(() -> restore()).hasMessageContaining("changed while it was read");

    home.unpacked = SUMMARY;
    cipher.isBrokenAtTheEnd = true;
    assertThatThrownBy(() -> restore()).hasMessageContaining("changed");

    assertThat(acts).doesNotContain("settle");
  }

  private RestoreBackup.Restored restore() throws IOException {
    return new RestoreBackup(home, home, cipher).restore(FILE, KEY, NOBODY, _ -> {});
  }

  private static final class Target implements ArchiveTarget {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String first = "";

    @Override
    public OutputStream out() {
      return out;
    }

    @Override
    public void begin(byte[] bytes) {
      first = new String(bytes, UTF_8);
    }
  }

  private final class FakeHome implements HomeArchive, HomeRestore {
    private boolean isFailing;
    private ArchiveSummary unpacked = SUMMARY;

    @Override
    public TextSigner signer() {
      return Cast.SERVER_KEY;
    }

    @Override
    public ArchiveSummary write(OutputStream archive, ArchiveProgress progress) throws IOException {
      archive.write("plain".getBytes(UTF_8));
      if (isFailing) {
        throw new IOException("no space left");
      }
      return SUMMARY;
    }

    @Override
    public ArchiveSummary check(InputStream archive, ArchiveProgress progress) {
      acts.add("check");
      return SUMMARY;
    }

    @Override
    public ArchiveSummary unpack(InputStream archive, ArchiveProgress progress) {
      acts.add("unpack");
      return unpacked;
    }

    @Override
    public Inspection settle(Findings found) {
      acts.add("settle");
      return new Inspection(1, 2, 3);
    }

    @Override
    public void close() {}
  }

  private final class FakeCipher implements ArchiveCipher {
    private Address signer = Cast.SERVER;
    private boolean isAltered;
    private boolean isBrokenAtTheEnd;

    @Override
    public OutputStream encrypt(ArchiveTarget target, ArchiveKey key, TextSigner by) {
      return new FilterOutputStream(target.out()) {
        @Override
        public void close() throws IOException {
          target.begin(("signed by " + by.address()).getBytes(UTF_8));
        }
      };
    }

    @Override
    public ArchiveSeal seal(ArchiveFile archive) {
      acts.add("seal");
      if (isAltered) {
        throw CipherFailure.ALTERED.asException();
      }
      return new ArchiveSeal(signer, Kind.PASSPHRASE);
    }

    @Override
    public void decrypt(ArchiveFile archive, Secret password, PlainReader reader)
        throws IOException {
      acts.add("decrypt");
      reader.read(archive.open());
      if (isBrokenAtTheEnd && acts.contains("unpack")) {
        throw CipherFailure.ALTERED.asException();
      }
    }
  }
}
