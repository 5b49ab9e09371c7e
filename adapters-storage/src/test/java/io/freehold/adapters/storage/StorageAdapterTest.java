package io.freehold.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.application.Limits;
import io.freehold.application.port.StorageBackend;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.InMemoryOAuthTokens;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageAdapterTest {
  private static final Map<String, String> GOOD =
      Map.ofEntries(
          Map.entry("local.folder", "/mnt/backup/freehold"),
          Map.entry("vana.url", "https://storage.example.org"),
          Map.entry("s3.endpoint", "https://s3.example.org"),
          Map.entry("s3.region", "eu-1"),
          Map.entry("s3.bucket", "my-blobs"),
          Map.entry("s3.accessKeyId", "AKID"),
          Map.entry("s3.secretAccessKey", "s3cr3t"),
          Map.entry("ipfs.url", "http://127.0.0.1:5001"),
          Map.entry("gdrive.clientId", "1234-abc.apps.googleusercontent.com"),
          Map.entry("gdrive.clientSecret", "GOCSPX-s3cr3t"),
          Map.entry("dropbox.clientId", "abcdefghijklmno"));

  private static Vertx vertx;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close().await();
  }

  private static StorageAdapter open(String backend, Map<String, String> config) {
    return StorageAdapter.open(
        new StorageAdapter.Settings(backend, config, false),
        new StorageAdapter.Tools(
            vertx,
            Limits.DEFAULT,
            Cast.CLOCK,
            Cast.SERVER_KEY,
            () -> Optional.of(Cast.OWNER),
            new InMemoryOAuthTokens()));
  }

  @Test
  void closesEveryBackendWhateverHappensToTheOthers() {
    var closed = new ArrayList<String>();

    StorageAdapter.closeAll(
        List.of(
            () -> closed.add("first"),
            () -> {
              throw new IllegalStateException("does not close");
            },
            () -> closed.add("last")));

    assertThat(closed).containsExactly("first", "last");
  }

  @Test
  void needsNoBackend() {
    try (var adapter = open("local-only", Map.of())) {
      assertThat(adapter.selected()).isEmpty();
      assertThat(adapter.all()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "vana", "s3", "ipfs", "gdrive", "dropbox"})
  void selectsTheNamedBackendAndKeepsTheOthersReadable(String backend) {
    try (var adapter = open(backend, GOOD)) {
      assertThat(adapter.selected().map(StorageBackend::name)).contains(backend);
      assertThat(adapter.all()).hasSize(6);
      assertThat(adapter.all().getFirst().name()).isEqualTo(backend);
      assertThat(adapter.all()).extracting(StorageBackend::place).doesNotHaveDuplicates();
    }
  }

  @Test
  void keepsBackendsReadableWithoutSelectingOne() {
    try (var adapter = open("local-only", GOOD)) {
      assertThat(adapter.selected()).isEmpty();
      assertThat(adapter.all()).hasSize(6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Local-Only", "ftp", "S3"})
  void refusesABackendThatIsNoneAndSaysWhichThereAre(String backend) {
    assertThatThrownBy(() -> open(backend, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("storage.backend")
        .hasMessageContaining("local-only")
        .hasMessageContaining("vana, s3, ipfs, gdrive, dropbox");
  }

  @ParameterizedTest
  @CsvSource({
    "local, local.folder, /mnt",
    "vana, vana.url, https://",
    "s3, s3.endpoint, https://",
    "s3, s3.region, eu-central-1",
    "s3, s3.bucket, my-blobs",
    "s3, s3.accessKeyId, id",
    "s3, s3.secretAccessKey, storage.config.s3.secretAccessKeyFile",
    "ipfs, ipfs.url, pinning.url",
    "gdrive, gdrive.clientId, docs/storage/gdrive.md",
    "gdrive, gdrive.clientSecret, storage.config.gdrive.clientSecretFile",
    "dropbox, dropbox.clientId, docs/storage/dropbox.md"
  })
  void namesWhatIsMissingAndWhatToWrite(String backend, String setting, String expected) {
    var config = new HashMap<>(GOOD);
    config.remove(setting);

    assertThatThrownBy(() -> open(backend, config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("storage.config." + setting + " is missing")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource({
    "local.folder, backup",
    "local.folder, /",
    "local.name, My Disk",
    "local.name, -disk",
    "vana.url, storage.example.org",
    "vana.url, https://storage.example.org/v1",
    "s3.endpoint, ftp://s3.example.org",
    "s3.bucket, My_Bucket",
    "s3.bucket, a/b",
    "s3.prefix, ../other",
    "s3.prefix, a//b",
    "s3.prefix, /a",
    "s3.pathStyle, yes",
    "ipfs.url, http://127.0.0.1:5001/api/v0",
    "gdrive.tokenUrl, http://oauth2.example.org/token",
    "gdrive.apiUrl, www.googleapis.com",
    "gdrive.uploadUrl, https://user@example.org/",
    "dropbox.apiUrl, https://example.org/?x=y",
    "dropbox.authUrl, ftp://example.org/"
  })
  void namesWhatIsMalformed(String setting, String value) {
    var config = new HashMap<>(GOOD);
    config.put(setting, value);

    assertThatThrownBy(() -> open(setting.substring(0, setting.indexOf('.')), config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("storage.config." + setting)
        .hasMessageContaining("'" + value + "'");
  }

  /// Threat T64: credentials would be seen by everybody on the way.
  @ParameterizedTest
  @ValueSource(strings = {"vana.url", "s3.endpoint", "ipfs.url"})
  void refusesPlainHttpToOtherMachinesUnlessItIsAllowed(String setting) {
    var config = new HashMap<>(GOOD);
    config.put(setting, "http://storage.example.org");

    assertThatThrownBy(() -> open("local-only", config))
        .hasMessageContaining("storage.config." + setting)
        .hasMessageContaining("tls.allowPlainHttp");

    try (var adapter =
        StorageAdapter.open(
            new StorageAdapter.Settings("local-only", config, true),
            new StorageAdapter.Tools(
                vertx,
                Limits.DEFAULT,
                Cast.CLOCK,
                Cast.SERVER_KEY,
                Optional::empty,
                new InMemoryOAuthTokens()))) {
      assertThat(adapter.all()).hasSize(6);
    }
  }

  /// Tokens are worth more than what they open today.
  @Test
  void refusesPlainHttpForTokensEvenWhereItIsAllowed() {
    var config = new HashMap<>(GOOD);
    config.put("gdrive.apiUrl", "http://storage.example.org");

    assertThatThrownBy(() ->
            StorageAdapter.open(
                new StorageAdapter.Settings("local-only", config, true),
                new StorageAdapter.Tools(
                    vertx,
                    Limits.DEFAULT,
                    Cast.CLOCK,
                    Cast.SERVER_KEY,
                    Optional::empty,
                    new InMemoryOAuthTokens())))
        .hasMessageContaining("storage.config.gdrive.apiUrl");
  }

  @Test
  void knowsWhichBackendsWantTheOwnersConsent() {
    try (var adapter = open("local-only", GOOD)) {
      assertThat(StorageAdapter.names().stream().filter(name -> adapter.consent(name).isPresent()))
          .containsExactlyElementsOf(StorageAdapter.namesWithConsent())
          .containsExactly("gdrive", "dropbox");
      assertThat(adapter.consent("gdrive").orElseThrow().account()).isEmpty();
      assertThat(adapter.consent("nobody")).isEmpty();
    }
  }

  @Test
  void takesOneOfTwoWaysToIpfs() {
    var config = new HashMap<>(GOOD);
    config.put("ipfs.pinning.url", "https://api.example.org");

    assertThatThrownBy(() -> open("ipfs", config))
        .hasMessageContaining("storage.config.ipfs.url")
        .hasMessageContaining("storage.config.ipfs.pinning.url");
  }

  @Test
  void showsNoSecret() {
    var settings = new StorageAdapter.Settings("s3", GOOD, false);

    assertThat(settings.toString()).contains("s3.secretAccessKey").doesNotContain("s3cr3t");
    assertThat(StorageAdapter.settingNames()).containsAll(GOOD.keySet());
    assertThat(StorageAdapter.settingNames()).containsAll(StorageAdapter.secretNames());
  }
}
