package io.freehold.benchmarks.parts;

import io.freehold.adapters.storage.StorageAdapter;
import io.freehold.application.Limits;
import io.freehold.application.port.FileCipher;
import io.freehold.benchmarks.process.Home;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A file encrypted for a backend, and opened again. The smallest is nearly all key derivation,
/// which is part of the format; the largest goes through the disk.
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // the harness calls `prepare` first
public class FileEncryption {
  @Param({"1000", "1000000", "100000000"})
  private int bytes;

  private final Secret password = new Secret("5d".repeat(32));
  private Home home;
  private FileCipher cipher;
  private byte[] plain;
  private Spooled message;

  @Setup
  public void prepare() throws IOException {
    home = Folder.home();
    cipher =
        StorageAdapter.cipher(
            home.path(), Limits.DEFAULT, InstantSource.system(), new SecureRandom());
    plain = new byte[bytes];
    new Random(1).nextBytes(plain);
    message = cipher.encrypt(new ByteArrayInputStream(plain), bytes, password);
  }

  @TearDown
  public void close() {
    message.close();
    home.close();
  }

  @Benchmark
  public long encrypt() throws IOException {
    try (Spooled made = cipher.encrypt(new ByteArrayInputStream(plain), bytes, password)) {
      return made.sizeBytes();
    }
  }

  @Benchmark
  public long decrypt() throws IOException {
    try (InputStream in = message.open();
        Spooled opened = cipher.decrypt(in, password)) {
      return opened.sizeBytes();
    }
  }
}
