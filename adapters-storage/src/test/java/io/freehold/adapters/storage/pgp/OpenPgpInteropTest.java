package io.freehold.adapters.storage.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.testing.InteropPackages;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What other programs write is opened here, and what is written here they open (§7.1.1).
class OpenPgpInteropTest {
  private static final Path INTEROP =
      Path.of(System.getProperty("freehold.root", "..")).resolve("interop").toAbsolutePath();

  @TempDir private Path folder;
  private TestCipher cipher;
  private Path password;

  @BeforeEach
  void prepare() throws IOException {
    cipher = TestCipher.in(folder.resolve("spool"));
    password = Files.writeString(folder.resolve("password"), CraftedMessage.PASSWORD);
  }

  @Nested
  class OpenPgpJs {
    @BeforeEach
    void mustBeThere() {
      InteropPackages.installed(INTEROP.getParent(), "OpenPgpInteropTest");
    }

    @ParameterizedTest
    @CsvSource({"6, 0", "6, 1000", "6, 4000000", "5, 1000", "5, 4000000"})
    void opensWhatIsWrittenHere(String version, int size) throws Exception {
      byte[] plain = random(size);
      Path message = Files.write(folder.resolve("message"), cipher.seal(plain));
      Path opened = folder.resolve("opened");

      mustSucceed(openPgpJs(version, "decrypt", message, opened));

      assertThat(Files.readAllBytes(opened)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({"6, 0", "6, 1000", "6, 4000000", "5, 1000", "5, 4000000"})
    void writesWhatIsOpenedHere(String version, int size) throws Exception {
      byte[] plain = random(size);

      assertThat(cipher.open(writtenByOpenPgpJs(version, plain))).isEqualTo(plain);
    }

    @Test
    void writesTheSamePackets() throws Exception {
      for (int size : new int[] {0, 110, 185, 186, 1_000, 8_336, 8_337, 3_000_000}) {
        byte[] theirs = writtenByOpenPgpJs("6", random(size));
        byte[] ours = cipher.seal(random(size));

        assertThat(ours).hasSameSizeAs(theirs);
        assertThat(outline(ours)).isEqualTo(outline(theirs));
      }
    }

    @Test
    void refusesWhatIsRefusedHere() throws Exception {
      byte[] message = cipher.seal(random(1_000));
      message[message.length / 2] ^= 1;
      Path altered = Files.write(folder.resolve("altered"), message);

      assertThat(run(openPgpJs("6", "decrypt", altered, folder.resolve("opened"))).said())
          .contains("Modification detected");
    }

    private byte[] writtenByOpenPgpJs(String version, byte[] plain) throws Exception {
      Path file = Files.write(folder.resolve("plain"), plain);
      Path message = folder.resolve("message");
      mustSucceed(openPgpJs(version, "encrypt", file, message));
      return Files.readAllBytes(message);
    }

    private List<String> openPgpJs(String version, String act, Path input, Path output) {
      return List.of(
          "node",
          INTEROP.resolve("openpgp.mjs").toString(),
          version,
          act,
          password.toString(),
          input.toString(),
          output.toString());
    }

    /// Everything that is not random: both headers, and what the first packet says about the key.
    private static List<Byte> outline(byte[] message) {
      var outline = new ArrayList<Byte>();
      for (int at = 0; at < 55; at++) {
        if (at < 6 || at == 14 || at >= 48 && at < 48 + headerBytes(message)) {
          outline.add(message[at]);
        }
      }
      return outline;
    }

    private static int headerBytes(byte[] message) {
      int first = message[49] & 0xff;
      return 1 + (first < 192 ? 1 : first < 224 ? 2 : 5);
    }
  }

  @Nested
  class Gpg {
    private Path keyring;

    @BeforeEach
    void mustBeThere() throws Exception {
      InteropPackages.mustBe(
          InteropPackages.ends(List.of("gpg", "--version")),
          "OpenPgpInteropTest",
          "gpg is not installed");
      // The name of its socket has to be short.
      keyring = Files.createTempDirectory(Path.of("/tmp"), "gpg");
    }

    @AfterEach
    void stop() throws Exception {
      if (keyring != null) {
        var _ = run(List.of("gpgconf", "--homedir", keyring.toString(), "--kill", "all"));
        try (var files = Files.walk(keyring)) {
          for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 4_000_000})
    void opensWhatIsWrittenHere(int size) throws Exception {
      byte[] plain = random(size);
      Path message = Files.write(folder.resolve("message.gpg"), cipher.seal(plain));
      Path opened = folder.resolve("opened");

      mustSucceed(gpg("--output", opened.toString(), "--decrypt", message.toString()));

      assertThat(Files.readAllBytes(opened)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
      "'', 0",
      "'', 1000",
      "'', 4000000",
      "--compress-algo none, 1000",
      "--compress-algo none, 4000000",
      "--compress-algo zlib, 4000000",
      "--compress-algo zip --cipher-algo AES128 --s2k-digest-algo SHA512, 1000",
      "--s2k-mode 1 --cipher-algo AES192, 1000",
      "--s2k-count 65011712 --s2k-digest-algo SHA256, 1000"
    })
    void writesWhatIsOpenedHere(String options, int size) throws Exception {
      byte[] plain = text(size);
      Path file = Files.write(folder.resolve("plain.json"), plain);
      Path message = folder.resolve("message.gpg");
      var arguments = new ArrayList<String>(List.of("--output", message.toString()));
      arguments.addAll(List.of(options.split(" ")));
      arguments.addAll(List.of("--symmetric", file.toString()));
      arguments.removeIf(String::isEmpty);

      mustSucceed(gpg(arguments.toArray(String[]::new)));

      assertThat(cipher.open(Files.readAllBytes(message))).isEqualTo(plain);
    }

    @Test
    void seesThePacketsThatOthersWrite() throws Exception {
      Path message = Files.write(folder.resolve("message.gpg"), cipher.seal(random(1_000)));

      String said = mustSucceed(gpg("--list-packets", message.toString()));

      assertThat(said)
          .containsPattern(":symkey enc packet: version 4, cipher 9,.*s2k 3, hash 8, .*256 bits")
          .contains("count 16777216 (224)")
          .contains("mdc_method: 2")
          .contains(":literal data packet:")
          .contains("mode b (62)")
          .contains("name=\"\"")
          .contains("raw data: 1000 bytes")
          .doesNotContain(":compressed packet:");
    }

    private List<String> gpg(String... arguments) {
      var command =
          new ArrayList<>(
              List.of(
                  "gpg",
                  "--homedir",
                  keyring.toString(),
                  "--batch",
                  "--yes",
                  "--pinentry-mode",
                  "loopback",
                  "--passphrase-file",
                  password.toString()));
      command.addAll(List.of(arguments));
      return command;
    }
  }

  private static String mustSucceed(List<String> command) throws Exception {
    Done done = run(command);
    assertThat(done.exit()).as(done.said()).isZero();
    return done.said();
  }

  /// What became of a command.
  private record Done(int exit, String said) {}

  private static Done run(List<String> command) throws Exception {
    Path said = Files.createTempFile("interop", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .redirectInput(FileSystems.getDefault().getPath("/dev/null").toFile())
              .start();
      try {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Done(process.exitValue(), Files.readString(said));
    } finally {
      Files.delete(said);
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /// Something that compresses.
  private static byte[] text(int size) {
    byte[] bytes = new byte[size];
    var random = new Random(size);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) "{\"username\":,0123".charAt(random.nextInt(17));
    }
    return bytes;
  }
}
