package io.freehold.adapters.storage.pgp;

import static io.freehold.adapters.storage.pgp.CraftedMessage.bytes;
import static io.freehold.adapters.storage.pgp.CraftedMessage.compressed;
import static io.freehold.adapters.storage.pgp.CraftedMessage.join;
import static io.freehold.adapters.storage.pgp.CraftedMessage.key;
import static io.freehold.adapters.storage.pgp.CraftedMessage.literal;
import static io.freehold.adapters.storage.pgp.CraftedMessage.message;
import static io.freehold.adapters.storage.pgp.CraftedMessage.octets;
import static io.freehold.adapters.storage.pgp.CraftedMessage.oldPacket;
import static io.freehold.adapters.storage.pgp.CraftedMessage.packet;
import static io.freehold.adapters.storage.pgp.CraftedMessage.packetInParts;
import static io.freehold.adapters.storage.pgp.CraftedMessage.protectedBody;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.domain.Scope;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.storage.MasterKey;
import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPgpCipherTest {
  private static final Secret PASSWORD = new Secret(CraftedMessage.PASSWORD);
  private static final byte[] PLAIN = "{\"version\":\"1.0\",\"data\":{}}".getBytes(UTF_8);

  /// What openpgp.js wrote for `PASSWORD`, with no setting of its own.
  private static final byte[] SAMPLE =
      Base64.getDecoder()
          .decode(
              "wy4ECQMIJew6/c/5Lzjgqh5EZty17iZ9N33RTOS20HVQaBX3QklyWwXnzSM0REqU0p8BMfJvNCP6VPWr"
                  + "q2c4oe0kVQI5tY9UkGfERnwiGIycUjQKsmQUkAUxZxD+Lz+EZ5/oua1hlqbJz43V4yZINaAw9izp"
                  + "fUPWbrAdh00pFYEmb2yppodlCY/4enywx3RvdnK0myRTDaVGFYDdOHHkHhftug4h7QsiKuQpu7a5"
                  + "pMcjwEXX41ICk+MWJMpGZvLO0qLKkarRTLQIsrwH1WpMkaY=");

  private static final String SAMPLE_PLAIN =
      "{\"version\":\"1.0\",\"scope\":\"instagram.profile\",\"collectedAt\":\"2026-01-21T10:00:00Z\","
          + "\"data\":{\"username\":\"alice\"}}";

  @TempDir private Path folder;
  private TestCipher cipher;

  @BeforeEach
  void open() throws IOException {
    cipher = TestCipher.in(folder.resolve("spool"));
  }

  /// Whatever a test did: what was not handed out is gone, and what was handed out was closed.
  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    try (Stream<Path> left = Files.list(folder.resolve("spool"))) {
      assertThat(left).isEmpty();
    }
  }

  @Nested
  class WhatIsWritten {
    @ParameterizedTest
    @ValueSource(
        ints = {
          0, 1, 110, 143, 144, 145, 185, 186, 191, 192, 8_335, 8_336, 8_337, 8_377, 8_378, 65_535,
          65_536, 1_048_576, 3_000_000
        })
    void opensAgain(int size) throws IOException {
      byte[] plain = random(size);

      assertThat(cipher.open(cipher.seal(plain))).isEqualTo(plain);
    }

    @Test
    void hasThePacketsThatOtherClientsWrite() throws Exception {
      byte[] message = cipher.seal(SAMPLE_PLAIN.getBytes(UTF_8));

      assertThat(message).hasSameSizeAs(SAMPLE);
      assertThat(HexFormat.of().formatHex(message, 0, 6)).isEqualTo("c32e04090308");
      assertThat(message[14] & 0xff).isEqualTo(0xe0);
      assertThat(HexFormat.of().formatHex(message, 48, 51)).isEqualTo("d29f01");
      assertThat(HexFormat.of().formatHex(SAMPLE, 48, 51)).isEqualTo("d29f01");
    }

    @ParameterizedTest
    @CsvSource({"1000, d2c35a", "10000, d2ff00002745", "3000000, d2ff002dc6f5"})
    void hasOneProtectedPacketOfKnownLength(int size, String header) throws Exception {
      byte[] message = cipher.seal(random(size));

      assertThat(HexFormat.of().formatHex(message, 48, 48 + header.length() / 2)).isEqualTo(header);
    }

    @Test
    void differsEachTimeAndShowsNothing() throws Exception {
      byte[] plain = bytes(5_000, 'x');
      String one = HexFormat.of().formatHex(cipher.seal(plain));
      String two = HexFormat.of().formatHex(cipher.seal(plain));

      assertThat(one.substring(12, 28)).isNotEqualTo(two.substring(12, 28));
      assertThat(one.substring(100)).isNotEqualTo(two.substring(100));
      assertThat(one).doesNotContain("7878787878");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2_000_000})
    void knowsItsSizeAndItsHash(int size) throws Exception {
      byte[] plain = random(size);
      try (Spooled message = cipher.encrypted(plain)) {
        byte[] all = message.open().readAllBytes();

        assertThat(message.sizeBytes()).isEqualTo(all.length);
        assertThat(message.sha256()).isEqualTo(sha256(all));
        assertThat(message.open().readAllBytes()).isEqualTo(all);
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void isNothingWhereAFileIsNotAsLongAsItWasSaidToBe(int difference) {
      byte[] plain = random(2_000_000);

      assertThatThrownBy(() ->
              cipher
                  .cipher()
                  .encrypt(new ByteArrayInputStream(plain), plain.length + difference, PASSWORD))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("as long as");
    }

    @Test
    void isNothingWhereTheFileCannotBeRead() {
      assertThatThrownBy(() -> cipher.cipher().encrypt(failing(1_500_000), 2_000_000, PASSWORD))
          .isInstanceOf(IOException.class)
          .hasMessage("the disk says no");
    }

    @Test
    void isNoMoreThanAFileMayBe() throws Exception {
      var small = TestCipher.in(folder.resolve("spool"), 1_000, 10_000);

      assertThat(small.seal(random(1_000))).isNotEmpty();
      assertThatThrownBy(() -> small.seal(random(1_001)))
          .isInstanceOf(CipherException.class)
          .extracting(e -> ((CipherException) e).failure())
          .isEqualTo(CipherFailure.TOO_LARGE);
    }
  }

  @Nested
  class WhatOthersWrote {
    @Test
    void opensTheSampleOfTheProtocol() throws Exception {
      var masterKey =
          new MasterKey(
              new Signature(
                  "0x1f5c9b3bafc291e8ea7aa4e0c5700a109e68aa2431fdbea08b49f9bf91b5c7db2aaa192de5cd"
                      + "f866e5f9f5f39502a66bd696a1399a537eac8ffb826c00e4e1d51b"));
      var password = new Secret(masterKey.scopeKey(new Scope("instagram.profile")));

      assertThat(sha256(SAMPLE))
          .isEqualTo("8eba67f3c9db8caab2356eb6dd998296b075549093f89ee09d6ffc3fc677a4ea");
      assertThat(new String(cipher.open(SAMPLE, password), UTF_8)).isEqualTo(SAMPLE_PLAIN);
    }

    @Test
    void opensWhatTheTestsCraft() throws Exception {
      assertThat(cipher.open(message(literal(PLAIN)))).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
      "9, 3, 8",
      "9, 3, 2",
      "9, 3, 9",
      "9, 3, 10",
      "9, 3, 11",
      "8, 3, 2",
      "7, 3, 2",
      "7, 1, 8",
      "9, 1, 8"
    })
    void opensMessagesWithoutASessionKey(int aes, int kind, int hash) throws Exception {
      byte[] message =
          join(
              CraftedMessage.directKey(aes, kind, hash),
              packet(
                  18, protectedBody(CraftedMessage.directKeyOf(aes, kind, hash), literal(PLAIN))));

      assertThat(cipher.open(message)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void opensCompressedMessages(int algorithm) throws Exception {
      byte[] plain = random(100_000);

      assertThat(cipher.open(message(compressed(algorithm, literal(plain))))).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void opensHeadersOfTheOldFormat(int lengthType) throws Exception {
      byte[] content = join(octets('b', 0), new byte[4], PLAIN);

      assertThat(cipher.open(message(oldPacket(11, lengthType, content)))).isEqualTo(PLAIN);
    }

    @Test
    void opensFilesOfAnyNameAndKind() throws Exception {
      for (char format : "btu".toCharArray()) {
        byte[] named = packet(11, octets(format, 3, 'a', '/', 'b'), new byte[4], PLAIN);

        assertThat(cipher.open(message(named))).isEqualTo(PLAIN);
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 13})
    void opensMessagesInParts(int partPower) throws Exception {
      byte[] plain = random(50_000);
      byte[] inner = packetInParts(11, partPower, join(octets('b', 0), new byte[4], plain));

      assertThat(cipher.open(join(key(), packetInParts(18, partPower, protectedBody(inner)))))
          .isEqualTo(plain);
    }

    /// As a network hands it out.
    @Test
    void opensAMessageThatComesByteByByte() throws Exception {
      byte[] message = message(compressed(2, literal(PLAIN)));
      try (Spooled plain = cipher.cipher().decrypt(new OneByOne(message), PASSWORD)) {
        assertThat(plain.open().readAllBytes()).isEqualTo(PLAIN);
      }
    }
  }

  @Nested
  class WhatIsRefused {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "a",
          "\n",
          "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
          "{\"error\":\"not found\"}",
          "-----BEGIN PGP MESSAGE-----\n\nwy4ECQMI\n",
          "\ufeff<html></html>",
          "version https://git-lfs.github.com/spec/v1"
        })
    void isNoMessage(String text) {
      assertRefused(text.getBytes(UTF_8), CipherFailure.NOT_A_MESSAGE);
    }

    @Test
    void isAMessageUnderAnotherKey() throws Exception {
      for (String password : new String[] {"", "x", "0".repeat(64), PASSWORD.reveal() + " "}) {
        assertRefused(SAMPLE, CipherFailure.WRONG_KEY, new Secret(password));
      }
      byte[] direct =
          join(
              CraftedMessage.directKey(9, 3, 8),
              packet(18, protectedBody(CraftedMessage.directKeyOf(9, 3, 8), literal(PLAIN))));
      assertRefused(direct, CipherFailure.WRONG_KEY, new Secret("x"));
    }

    /// For every key there is: also for those few by which a wrong one looks right for a while.
    @Test
    void isAMessageUnderAnyOtherKey() {
      byte[] message = message(literal(PLAIN));
      for (int i = 0; i < 3_000; i++) {
        assertRefused(message, CipherFailure.WRONG_KEY, new Secret("another " + i));
      }
    }

    @Test
    void isAMessageOfWhichOneByteIsOther() {
      byte[] message = message(literal(PLAIN));
      int beginning = key().length + 2;
      for (int at = 0; at < message.length; at++) {
        for (int mask : new int[] {1, 0x80, 0xff}) {
          byte[] other = message.clone();
          other[at] ^= (byte) mask;
          CipherFailure failure = failureOf(other, PASSWORD);
          if (at > beginning + 18) {
            assertThat(failure).as("byte %d, %02x", at, mask).isEqualTo(CipherFailure.ALTERED);
          }
        }
      }
    }

    @Test
    void isALargeMessageOfWhichOneByteIsOther() throws Exception {
      byte[] message = message(literal(random(3_000_000)));
      var random = new Random(7);
      for (int i = 0; i < 12; i++) {
        byte[] other = message.clone();
        other[200 + random.nextInt(message.length - 200)] ^= 1;

        assertRefused(other, CipherFailure.ALTERED);
      }
    }

    @Test
    void isACompressedMessageOfWhichOneByteIsOther() {
      byte[] message = message(compressed(2, literal(random(300))));
      for (int at = key().length + 25; at < message.length; at++) {
        byte[] other = message.clone();
        other[at] ^= 4;

        assertRefused(other, CipherFailure.ALTERED);
      }
    }

    @Test
    void isAMessageThatBreaksOff() {
      byte[] message = message(literal(random(9_000)));
      for (int length = 1; length < message.length; length += length < 600 ? 1 : 101) {
        assertRefused(Arrays.copyOf(message, length), CipherFailure.TRUNCATED);
      }
      assertRefused(Arrays.copyOf(message, message.length - 1), CipherFailure.TRUNCATED);
    }

    @Test
    void isAMessageInPartsThatBreaksOff() {
      byte[] message = join(key(), packetInParts(18, 9, protectedBody(literal(random(2_000)))));
      for (int length = 1; length < message.length; length += 7) {
        assertRefused(Arrays.copyOf(message, length), CipherFailure.TRUNCATED);
      }
    }

    @Test
    void isAMessageWithSomethingBehindIt() {
      byte[] message = message(literal(PLAIN));

      assertRefused(join(message, octets(0)), CipherFailure.UNSUPPORTED);
      assertRefused(join(message, message), CipherFailure.UNSUPPORTED);
      assertRefused(message(join(literal(PLAIN), literal(PLAIN))), CipherFailure.UNSUPPORTED);
      assertRefused(message(join(literal(PLAIN), octets(1))), CipherFailure.UNSUPPORTED);
      assertRefused(
          message(compressed(1, join(literal(PLAIN), literal(PLAIN)))), CipherFailure.UNSUPPORTED);
      byte[] deflated = compressed(1, literal(PLAIN));
      assertRefused(
          message(packet(8, Arrays.copyOfRange(deflated, 2, deflated.length), new byte[9_000])),
          CipherFailure.UNSUPPORTED);
    }

    @Test
    void hasNoProofOfItsIntegrity() {
      assertRefused(CraftedMessage.withoutIntegrity(literal(PLAIN)), CipherFailure.ALTERED);
      assertRefused(CraftedMessage.withoutIntegrity(literal(bytes(40, 1))), CipherFailure.ALTERED);
      byte[] old = join(key(), packet(9, random(100)));
      assertRefused(old, CipherFailure.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 17, 18, 30, 39})
    void isTooShortToBeAMessage(int size) {
      assertRefused(
          join(key(), packet(18, octets(1), Arrays.copyOf(protectedBody(literal(PLAIN)), size))),
          CipherFailure.ALTERED,
          CipherFailure.WRONG_KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21})
    void beginsWithAnotherPacket(int tag) {
      assertRefused(
          join(packet(tag, random(60)), message(literal(PLAIN))), CipherFailure.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 9, 10, 11, 12, 19, 20, 21, 22, 60})
    void goesOnWithAnotherPacket(int tag) {
      assertRefused(join(key(), packet(tag, random(600))), CipherFailure.UNSUPPORTED);
      assertRefused(join(key(), octets(tag)), CipherFailure.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 9, 10, 12, 13, 18, 19, 20, 22, 60})
    void holdsAnotherPacket(int tag) {
      assertRefused(message(packet(tag, random(600))), CipherFailure.UNSUPPORTED);
      assertRefused(message(compressed(2, packet(tag, random(600)))), CipherFailure.UNSUPPORTED);
    }

    @Test
    void holdsNothingOrNonsense() {
      assertRefused(message(new byte[0]), CipherFailure.UNSUPPORTED);
      assertRefused(message(octets(0, 0, 0)), CipherFailure.UNSUPPORTED);
      assertRefused(message(packet(11)), CipherFailure.UNSUPPORTED);
      assertRefused(message(packet(11, octets('b'))), CipherFailure.UNSUPPORTED);
      assertRefused(message(packet(11, octets('b', 200, 1))), CipherFailure.UNSUPPORTED);
      assertRefused(message(packet(11, octets('b', 0, 1, 2, 3))), CipherFailure.UNSUPPORTED);
      assertRefused(message(packet(11, octets('l', 0), new byte[4])), CipherFailure.UNSUPPORTED);
      assertRefused(message(packet(8)), CipherFailure.UNSUPPORTED);
      byte[] whole = literal(PLAIN);
      assertRefused(message(Arrays.copyOf(whole, whole.length - 1)), CipherFailure.UNSUPPORTED);
      byte[] zlib = compressed(2, whole);
      assertRefused(
          message(packet(8, Arrays.copyOfRange(zlib, 2, zlib.length - 7))),
          CipherFailure.UNSUPPORTED);
      assertRefused(message(packet(8, octets(2), random(50))), CipherFailure.UNSUPPORTED);
      assertRefused(message(packet(8, octets(1), bytes(50, 0xff))), CipherFailure.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 110, 255})
    void isCompressedInAnotherWay(int algorithm) {
      assertRefused(
          message(packet(8, octets(algorithm), literal(PLAIN))), CipherFailure.UNSUPPORTED);
    }

    @Test
    void isCompressedTwice() {
      assertRefused(
          message(compressed(2, compressed(2, literal(PLAIN)))), CipherFailure.TOO_COSTLY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void holdsMoreThanAFileMay(int algorithm) throws Exception {
      var small = TestCipher.in(folder.resolve("spool"), 2_000_000, 10_000_000);
      byte[] most = message(compressed(algorithm, literal(new byte[2_000_000])));
      byte[] bomb = message(compressed(algorithm, literal(new byte[2_000_001])));

      assertThat(bomb).hasSizeLessThan(10_000);
      assertThat(small.open(most)).hasSize(2_000_000);
      assertRefused(small, bomb, CipherFailure.TOO_LARGE);
      assertRefused(small, message(literal(new byte[2_000_001])), CipherFailure.TOO_LARGE);
    }

    @Test
    void isLargerThanABlobMayBe() throws Exception {
      byte[] message = message(literal(random(5_000)));
      var exact = TestCipher.in(folder.resolve("spool"), 10_000, message.length);
      var small = TestCipher.in(folder.resolve("spool"), 10_000, message.length - 1);

      assertThat(exact.open(message)).hasSize(5_000);
      assertRefused(small, message, CipherFailure.TOO_LARGE);
    }

    /// A backend that never stops sending.
    @Test
    void neverEnds() throws Exception {
      var small = TestCipher.in(folder.resolve("spool"), 3_000_000, 4_000_000);
      byte[] honest = Arrays.copyOf(protectedBody(literal(random(1_000))), 512);
      byte[] beginning = join(key(), octets(0xd2, 0xe9), honest);

      assertThatThrownBy(
              () -> small.cipher().decrypt(new Endless(beginning, octets(0xe0, 7)), PASSWORD))
          .isInstanceOf(CipherException.class)
          .extracting(e -> ((CipherException) e).failure())
          .isEqualTo(CipherFailure.TOO_LARGE);
    }

    @Test
    void comesInPartsThatAreTooSmall() {
      byte[] body = protectedBody(literal(random(2_000)));

      assertRefused(join(key(), packetInParts(18, 8, body)), CipherFailure.UNSUPPORTED);
      assertRefused(join(key(), packetInParts(18, 0, body)), CipherFailure.UNSUPPORTED);
    }

    @Test
    void asksForMoreHashingThanItMay() throws Exception {
      var sparing = TestCipher.in(folder.resolve("spool")).hashingAtMost(2_048);

      assertThat(sparing.open(withKey(key(8, 0x10)))).isEqualTo(PLAIN);
      assertRefused(sparing, withKey(key(8, 0x11)), CipherFailure.TOO_COSTLY);
      assertRefused(sparing, withKey(key(8, 0xff)), CipherFailure.TOO_COSTLY);
    }

    /// What gpg asks for on a fast machine, which is the most that can be asked for.
    @Test
    void isNotWhatIsTheMostThatIterationCanAskFor() throws Exception {
      assertThat(cipher.open(withKey(key(8, 0xff)))).isEqualTo(PLAIN);
    }

    @Test
    void asksForMemory() {
      byte[] argon2 = packet(3, octets(4, 9, 4), bytes(16, 1), octets(1, 1, 16), random(33));
      byte[] greedy = packet(3, octets(4, 9, 4), bytes(16, 1), octets(255, 255, 31), random(33));

      assertRefused(withKey(argon2), CipherFailure.TOO_COSTLY);
      assertRefused(withKey(greedy), CipherFailure.TOO_COSTLY);
    }

    @Test
    void asksForManyKeys() {
      assertRefused(join(key(), message(literal(PLAIN))), CipherFailure.TOO_COSTLY);
    }

    @Test
    void hasAKeyOfAnotherKind() {
      byte[] salt = CraftedMessage.SALT;
      byte[][] keys = {
        packet(3),
        packet(3, octets(4)),
        packet(3, octets(4, 9)),
        packet(3, octets(4, 9, 3)),
        packet(3, octets(4, 9, 3, 8)),
        packet(3, octets(4, 9, 3, 8), salt),
        packet(3, octets(4, 9, 3, 8), Arrays.copyOf(salt, 7)),
        packet(3, octets(4, 9, 3, 8), salt, octets(0), random(1)),
        packet(3, octets(4, 9, 3, 8), salt, octets(0), random(32)),
        packet(3, octets(4, 9, 3, 8), salt, octets(0), random(34)),
        packet(3, octets(4, 9, 3, 8), salt, octets(0), random(200)),
        packet(3, octets(3, 9, 3, 8), salt, octets(0)),
        packet(3, octets(5, 9, 2, 3, 8), salt, octets(0), random(64)),
        packet(3, octets(6, 30, 9, 2, 13, 3, 8), salt, octets(0), random(64)),
        packet(3, octets(4, 0, 3, 8), salt, octets(0)),
        packet(3, octets(4, 1, 3, 8), salt, octets(0)),
        packet(3, octets(4, 2, 3, 8), salt, octets(0)),
        packet(3, octets(4, 3, 3, 8), salt, octets(0)),
        packet(3, octets(4, 10, 3, 8), salt, octets(0)),
        packet(3, octets(4, 9, 0, 8)),
        packet(3, octets(4, 9, 2, 8), salt),
        packet(3, octets(4, 9, 5, 8), salt),
        packet(3, octets(4, 9, 101, 0), octets('G', 'N', 'U', 1)),
        packet(3, octets(4, 9, 3, 1), salt, octets(0)),
        packet(3, octets(4, 9, 3, 3), salt, octets(0)),
        packet(3, octets(4, 9, 3, 12), salt, octets(0)),
        oldPacket(3, 3, join(octets(4, 9, 3, 8), salt, octets(0))),
        packetInParts(3, 9, random(1_000))
      };
      for (byte[] key : keys) {
        assertRefused(withKey(key), CipherFailure.UNSUPPORTED);
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 255})
    void isProtectedInAnotherWay(int version) {
      byte[] body = protectedBody(literal(PLAIN));
      body[0] = (byte) version;

      assertRefused(join(key(), packet(18, body)), CipherFailure.UNSUPPORTED);
    }

    @ParameterizedTest
    @EnumSource(CipherFailure.class)
    void isNamedWithoutItsContentOrItsKey(CipherFailure failure) {
      assertThat(failure.asException())
          .hasMessageContaining(failure.words())
          .hasMessageNotContaining(CraftedMessage.PASSWORD);
    }

    /// A failure of the place a message comes from is that place's failure.
    @Test
    void isNotWhatCannotBeRead() {
      byte[] beginning = Arrays.copyOf(message(literal(random(2_000_000))), 1_900_000);

      assertThatThrownBy(() -> cipher.cipher().decrypt(failing(beginning), PASSWORD))
          .isInstanceOf(IOException.class)
          .hasMessage("the disk says no");
    }
  }

  private static byte[] withKey(byte[] key) {
    return join(key, packet(18, protectedBody(literal(PLAIN))));
  }

  private void assertRefused(byte[] message, CipherFailure... failures) {
    assertRefused(cipher, message, failures);
  }

  private static void assertRefused(TestCipher cipher, byte[] message, CipherFailure... failures) {
    assertThat(cipher.failureOf(message, PASSWORD)).isIn((Object[]) failures);
  }

  private void assertRefused(byte[] message, CipherFailure failure, Secret password) {
    assertThat(failureOf(message, password)).isEqualTo(failure);
  }

  private CipherFailure failureOf(byte[] message, Secret password) {
    return cipher.failureOf(message, password);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static InputStream failing(int size) {
    return failing(random(size));
  }

  private static InputStream failing(byte[] bytes) {
    return new java.io.SequenceInputStream(
        new ByteArrayInputStream(bytes),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk says no");
          }
        });
  }

  /// Hands out one byte at a time.
  private static final class OneByOne extends ByteArrayInputStream {
    OneByOne(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] bytes, int from, int length) {
      return super.read(bytes, from, Math.min(1, length));
    }
  }

  /// A beginning, and then the same for ever.
  private static final class Endless extends InputStream {
    private final byte[] beginning;
    private final byte[] repeated;
    private long at;

    Endless(byte[] beginning, byte[] repeated) {
      this.beginning = beginning;
      this.repeated = repeated;
    }

    @Override
    public int read() {
      long now = at++;
      return (now < beginning.length
              ? beginning[(int) now]
              : repeated[(int) ((now - beginning.length) % repeated.length)])
          & 0xff;
    }
  }
}
