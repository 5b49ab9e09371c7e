package io.freehold.adapters.storage.pgp;

import io.freehold.domain.identity.Secret;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Date;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPDigestCalculatorProviderBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcePBEKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcePGPDataEncryptorBuilder;

/// Writes messages of one shape, packet by packet that of openpgp.js: a session key of AES-256
/// encrypted by the password, then one protected packet of known length with the file in it,
/// neither compressed nor named. The JDK computes, with the processor's own instructions for AES
/// and SHA.
final class MessageWriter {
  private static final int BUFFER_BYTES = 64 << 10;

  /// Of a file that comes in parts: a power of two.
  private static final int PART_BYTES = 1 << 20;

  /// Stands for 16 MiB of hashing.
  private static final int COUNT_OCTET = 0xe0;

  /// Format, length of the empty name, time.
  private static final int FILE_HEADER_BYTES = 6;

  private final InstantSource clock;
  private final SecureRandom random;

  MessageWriter(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  void write(InputStream plain, long sizeBytes, Secret password, OutputStream out)
      throws IOException {
    try (OutputStream encrypted = generator(password).open(out, packetBytes(sizeBytes));
        OutputStream file =
            new PGPLiteralDataGenerator()
                .open(encrypted, PGPLiteralData.BINARY, "", sizeBytes, new Date(clock.millis()))) {
      copy(plain, sizeBytes, file);
    } catch (PGPException e) {
      throw new IllegalStateException("this JDK cannot encrypt with AES-256", e);
    }
  }

  /// The same for a file of a length that nobody knows yet: it comes in parts. Closing what is
  /// returned ends the message; the stream it goes to stays open.
  OutputStream open(Secret password, OutputStream out) throws IOException {
    try {
      OutputStream encrypted = generator(password).open(out, new byte[PART_BYTES]);
      OutputStream file =
          new PGPLiteralDataGenerator()
              .open(
                  encrypted,
                  PGPLiteralData.BINARY,
                  "",
                  new Date(clock.millis()),
                  new byte[PART_BYTES]);
      return new FilterOutputStream(file) {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          file.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
          file.close();
          encrypted.close();
        }
      };
    } catch (PGPException e) {
      throw new IllegalStateException("this JDK cannot encrypt with AES-256", e);
    }
  }

  private PGPEncryptedDataGenerator generator(Secret password) throws PGPException {
    var generator =
        new PGPEncryptedDataGenerator(
            new JcePGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(random));
    generator.setForceSessionKey(true);
    generator.addMethod(
        new JcePBEKeyEncryptionMethodGenerator(
                password.reveal().toCharArray(), sha256(), COUNT_OCTET)
            .setSecureRandom(random));
    return generator;
  }

  private static PGPDigestCalculator sha256() throws PGPException {
    return new JcaPGPDigestCalculatorProviderBuilder().build().get(HashAlgorithmTags.SHA256);
  }

  /// Of the packet that holds the file.
  private static long packetBytes(long sizeBytes) {
    long body = FILE_HEADER_BYTES + sizeBytes;
    return 1 + (body < 192 ? 1 : body < 8_384 ? 2 : 5) + body;
  }

  private static void copy(InputStream plain, long sizeBytes, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = sizeBytes;
    for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
      left -= read;
      if (left < 0) {
        break;
      }
      out.write(buffer, 0, read);
    }
    if (left != 0) {
      throw new IOException("the file is not as long as it was said to be");
    }
  }
}
