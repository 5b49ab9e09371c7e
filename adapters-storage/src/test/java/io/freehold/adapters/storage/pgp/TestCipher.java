package io.freehold.adapters.storage.pgp;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.freehold.adapters.storage.spool.Spool;
import io.freehold.application.Limits;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;

/// The cipher, for those who have bytes and want bytes.
record TestCipher(Spool spool, Limits limits, OpenPgpCipher cipher) {
  private static final Secret PASSWORD = new Secret(CraftedMessage.PASSWORD);

  static TestCipher in(Path folder) throws IOException {
    return of(Spool.open(folder), Limits.DEFAULT);
  }

  static TestCipher in(Path folder, long fileBytesMax, long blobBytesMax) throws IOException {
    return of(
        Spool.open(folder),
        with(Map.of("fileBytesMax", fileBytesMax, "storageBlobBytesMax", blobBytesMax)));
  }

  TestCipher hashingAtMost(long bytes) {
    return of(spool, with(Map.of("keyHashBytesMax", bytes)));
  }

  private static TestCipher of(Spool spool, Limits limits) {
    var clock = InstantSource.fixed(Instant.parse("2026-01-21T10:00:00Z"));
    return new TestCipher(
        spool, limits, new OpenPgpCipher(spool, limits, clock, new SecureRandom()));
  }

  static Limits with(Map<String, Object> values) {
    RecordComponent[] components = Limits.class.getRecordComponents();
    try {
      Object[] arguments = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        arguments[i] =
            values.getOrDefault(
                components[i].getName(), components[i].getAccessor().invoke(Limits.DEFAULT));
      }
      return Limits.class
          .getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  Spooled encrypted(byte[] plain) throws IOException {
    return cipher.encrypt(new ByteArrayInputStream(plain), plain.length, PASSWORD);
  }

  byte[] seal(byte[] plain) throws IOException {
    try (Spooled message = encrypted(plain)) {
      return message.open().readAllBytes();
    }
  }

  byte[] open(byte[] message) throws IOException {
    return open(message, PASSWORD);
  }

  byte[] open(byte[] message, Secret password) throws IOException {
    try (Spooled plain = cipher.decrypt(new ByteArrayInputStream(message), password)) {
      return plain.open().readAllBytes();
    }
  }

  /// Why a message is refused; that it is not is a failure of the test.
  CipherFailure failureOf(byte[] message, Secret password) {
    Throwable thrown = catchThrowable(() -> open(message, password));
    if (thrown instanceof CipherException refusal) {
      return refusal.failure();
    }
    throw new AssertionError("not refused, or not as a message", thrown);
  }
}
