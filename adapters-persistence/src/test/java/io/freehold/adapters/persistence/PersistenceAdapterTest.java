package io.freehold.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.persistence.PersistenceAdapter.HomeInUse;
import io.freehold.application.Limits;
import io.freehold.application.port.AccessLog;
import io.freehold.application.port.Signer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.LimitsOf;
import io.freehold.domain.GrantId;
import io.freehold.domain.Scope;
import io.freehold.domain.access.AccessLogEntry;
import io.freehold.domain.data.DataDraft;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.data.Page;
import io.freehold.domain.identity.ClientInfo;
import io.freehold.domain.identity.OwnerToken;
import io.freehold.domain.identity.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersistenceAdapterTest {
  private static final Secret KEY = new Secret("0x" + "5".repeat(64));

  @TempDir Path folder;

  @Test
  void refusesAHomeThatIsOpen() {
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThatThrownBy(() -> open(folder))
          .isInstanceOf(HomeInUse.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("stop it first");
      assertThatThrownBy(() -> open(folder.resolve("../" + folder.getFileName())))
          .isInstanceOf(HomeInUse.class);
      assertThat(home.adapter().ownerRecord().claim(Cast.OWNER)).isTrue();
    }
    open(folder).close();
  }

  @Test
  void refusesAHomeThatAnotherProcessHasOpen() throws Exception {
    Process other = HoldsAHome.start(folder);
    try {
      assertThatThrownBy(() -> open(folder))
          .isInstanceOf(HomeInUse.class)
          .hasMessageContaining("process " + other.pid() + " since 2026-02-02T02:40:00Z");
    } finally {
      other.destroyForcibly().waitFor();
    }
    open(folder).close();
  }

  @Test
  void opensAHomeWhoseLockFileWasLeftBehind() throws IOException {
    Files.writeString(folder.resolve("server.lock"), "process 1 since 1970-01-01T00:00:00Z\n");

    open(folder).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a?mode=memory", "100%41", "a#b", "ü日本", "a;b'c\"d", "a&cache=x"})
  void opensAHomeOfAnyName(String name) throws IOException {
    Path home = folder.resolve(name);

    try (PersistenceAdapter adapter = open(home)) {
      adapter.ownerRecord().claim(Cast.OWNER);
    }

    assertThat(home.resolve("state.db")).isNotEmptyFile();
    try (PersistenceAdapter adapter = open(home)) {
      assertThat(adapter.ownerRecord().find()).contains(Cast.OWNER);
    }
    assertThat(Files.list(folder)).containsExactly(home);
  }

  @Test
  void keepsEverythingFromOtherUsers() throws IOException {
    Path home = folder.resolve("home");
    try (var opened = new Home(home, Cast.CLOCK)) {
      useEverything(opened);

      assertPrivate(home);
    }
    assertPrivate(home);
  }

  @Test
  void closesItsFoldersToOtherUsers() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

    open(folder).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void remembersEverythingAcrossARestart() {
    var token =
        new OwnerToken("id", "laptop", "ab".repeat(32), Cast.NOW, Instant.MAX, Optional.empty());
    GrantId grant = Cast.grantId(3);
    try (var home = new Home(folder, Cast.CLOCK)) {
      home.adapter().ownerRecord().claim(Cast.OWNER);
      home.adapter().ownerTokens().add(token);
      home.adapter().revocations().add(grant, Cast.NOW);
      home.adapter().registry().useNonce(Cast.OWNER, "addFile", 1);

      home.restart();

      assertThat(home.adapter().ownerRecord().find()).contains(Cast.OWNER);
      assertThat(home.adapter().ownerRecord().claim(Cast.STRANGER)).isFalse();
      assertThat(home.adapter().ownerTokens().find(token.hash())).contains(token);
      assertThat(home.adapter().revocations().find(grant)).contains(Cast.NOW);
      assertThat(home.adapter().revocations().unconfirmed()).containsExactly(grant);
      assertThat(home.adapter().registry().nonce(Cast.OWNER, "addFile")).isEqualTo(1);
    }
  }

  @Test
  void refusesAHomeOfANewerVersion() throws Exception {
    open(folder).close();
    try (var connection =
            java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("newer version");
  }

  @Test
  void refusesAHomeWhoseStateIsDamaged() throws IOException {
    open(folder).close();
    Files.write(folder.resolve("state.db"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("restore it from a backup");
    assertThatThrownBy(() -> open(folder)).isNotInstanceOf(HomeInUse.class);
  }

  @Test
  void keepsAKeyForEver() {
    try (var home = new Home(folder, Cast.CLOCK)) {
      var read = new ArrayList<String>();
      Function<Secret, Signer> signers =
          key -> {
            read.add(key.reveal());
            return Cast.SERVER_KEY;
          };
      assertThat(home.adapter().readSigner("server", signers)).isEmpty();
      home.adapter().writeKey("server", Cast.SERVER, "0x04ab", KEY);

      assertThatThrownBy(
              () -> home.adapter().writeKey("server", Cast.SERVER, "0x04ab", new Secret("other")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageNotContaining("other");

      home.restart();
      assertThat(home.adapter().readSigner("server", signers)).contains(Cast.SERVER_KEY);
      assertThat(read).containsExactly(KEY.reveal());
      assertThat(home.adapter().readSigner("gateway", signers)).isEmpty();
    }
    assertThat(folder.resolve("keys/server.json"))
        .content()
        .contains("\"address\" : \"" + Cast.SERVER + "\"", "\"publicKey\" : \"0x04ab\"");
    assertThat(folder.resolve("keys")).isDirectoryNotContaining("glob:**.new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"privateKey\":",
        "{\"address\":\"0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC\",\"privateKey\":7}",
        "{\"privateKey\":\"0x05\"}",
        "\u0000\u0000"
      })
  void refusesAKeyFileThatIsNone(String text) throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      Files.writeString(home.file("keys/server.json"), text);

      assertThatThrownBy(() -> home.adapter().readSigner("server", _ -> Cast.SERVER_KEY))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("restore it");
    }
  }

  @Test
  void refusesAKeyThatIsNotOfTheAddressBesideIt() {
    try (var home = new Home(folder, Cast.CLOCK)) {
      home.adapter().writeKey("server", Cast.SERVER, Cast.SERVER_KEY.publicKey(), KEY);

      assertThatThrownBy(() -> home.adapter().readSigner("server", _ -> Cast.STRANGER_KEY))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("keys/server.json")
          .hasMessageContaining("do not belong together")
          .hasMessageNotContaining(KEY.reveal());
    }
  }

  @Test
  void quotesNothingOfAKeyThatIsNoKey() {
    try (var home = new Home(folder, Cast.CLOCK)) {
      home.adapter().writeKey("server", Cast.SERVER, Cast.SERVER_KEY.publicKey(), KEY);

      assertThatThrownBy(() ->
              home.adapter()
                  .readSigner(
                      "server",
                      key -> {
                        throw new IllegalArgumentException("not a key: " + key.reveal());
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasNoCause()
          .hasMessageNotContaining(KEY.reveal());
    }
  }

  @Test
  void keepsTheKeyStoreAsItIs() {
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(home.adapter().readKeystore()).isEmpty();
      home.adapter().writeKeystore("{\"crypto\":1}");

      assertThatThrownBy(() -> home.adapter().writeKeystore("{}"))
          .isInstanceOf(IllegalStateException.class);
      assertThat(home.adapter().readKeystore()).contains("{\"crypto\":1}");
    }
  }

  @Test
  void keepsOneSealedMasterKeyUntilItIsRemoved() throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(home.adapter().readMasterKey()).isEmpty();
      home.adapter().writeMasterKey("{\"ciphertext\":\"00\"}");
      home.adapter().writeMasterKey("{\"ciphertext\":\"01\"}");

      assertThat(home.adapter().readMasterKey()).contains("{\"ciphertext\":\"01\"}");
      assertThat(home.file("owner/master-key.json.new")).doesNotExist();
      home.adapter().removeMasterKey();
      home.adapter().removeMasterKey();
      assertThat(home.adapter().readMasterKey()).isEmpty();
    }
  }

  /// A crash between the two names.
  @Test
  void keepsTheSealedMasterKeyThatWasThereWhenAnotherWasNotFinished() throws IOException {
    try (var home = new Home(folder, Cast.CLOCK)) {
      home.adapter().writeMasterKey("{\"ciphertext\":\"00\"}");
      Files.writeString(home.file("owner/master-key.json.new"), "{\"cipher");
    }
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(home.file("owner/master-key.json.new")).doesNotExist();
      assertThat(home.adapter().readMasterKey()).contains("{\"ciphertext\":\"00\"}");
    }
  }

  @Test
  void isHealthyOnAHealthyDisk() {
    try (var home = new Home(folder, Cast.CLOCK)) {
      assertThat(home.adapter().storageHealth().complaint()).isEmpty();
    }
  }

  private static PersistenceAdapter open(Path home) {
    return PersistenceAdapter.open(home, Limits.DEFAULT, Cast.CLOCK);
  }

  private static void useEverything(Home home) {
    home.adapter()
        .dataFiles()
        .save(
            new DataDraft(
                Optional.empty(),
                new Scope("a.b.c"),
                JsonDocument.of("{}"),
                Cast.NOW,
                Optional.empty()));
    home.accessLog()
        .append(
            new AccessLogEntry(
                "id",
                Optional.empty(),
                "anonymous",
                "read",
                Optional.empty(),
                Cast.NOW,
                new ClientInfo("::1", ""),
                401,
                "MISSING_AUTH",
                "r"));
    home.adapter().flush();
    home.adapter().writeKey("server", Cast.SERVER, "0x04ab", KEY);
    home.adapter().writeKeystore("{}");
    home.adapter().writeMasterKey("{}");
    home.adapter().ownerRecord().claim(Cast.OWNER);
    home.adapter().registry().useNonce(Cast.OWNER, "addFile", 1);
  }

  private static void assertPrivate(Path home) throws IOException {
    try (Stream<Path> paths = Files.walk(home)) {
      List<Path> all = paths.toList();
      assertThat(all).hasSizeGreaterThan(15);
      for (Path path : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  /// An owner who wants no user agents kept still has a log that can be read and verified.
  @Test
  void keepsAWholeLogHoweverShortUserAgentsAre() {
    for (int characters : List.of(0, 10, 30)) {
      var limits = LimitsOf.with("userAgentCharactersMax", characters);
      try (var adapter =
          PersistenceAdapter.open(folder.resolve("short" + characters), limits, Cast.CLOCK)) {
        AccessLog log = adapter.accessLog(Cast.SERVER_KEY, new FakeSignatures());
        for (int i = 0; i < 2; i++) {
          log.append(
              new AccessLogEntry(
                  "00000000-0000-4000-8000-00000000000" + i,
                  Optional.empty(),
                  Cast.BUILDER.value(),
                  "read",
                  Optional.of("instagram.profile"),
                  Cast.NOW,
                  new ClientInfo("127.0.0.1", ""),
                  200,
                  "ok",
                  "request"));
        }

        assertThat(log.read(new Page(10, 0)).items())
            .extracting(line -> line.entry().actor())
            .containsExactly(Cast.BUILDER.value(), Cast.BUILDER.value());
        assertThat(log.verify(Optional.empty()).breaks()).isEmpty();
      }
    }
  }
}
