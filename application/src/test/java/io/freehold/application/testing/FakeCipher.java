package io.freehold.application.testing;

import io.freehold.application.port.FileCipher;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.storage.Spooled;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/// Encrypts without cryptography: a mark, a salt that is never the same, the hash of the password,
/// the hash of the plaintext, and the plaintext. It notices what a real cipher notices.
public final class FakeCipher implements FileCipher {
  private static final String MARK = "fake message";

  private final AtomicLong salts = new AtomicLong();

  @Override
  public Spooled encrypt(InputStream plain, long sizeBytes, Secret password) throws IOException {
    byte[] bytes = plain.readAllBytes();
    if (bytes.length != sizeBytes) {
      throw new IOException("the plaintext has another length than was said");
    }
    var message = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(message)) {
      out.writeUTF(MARK);
      out.writeLong(salts.incrementAndGet());
      out.write(Hash.of(password.reveal()));
      out.write(Hash.of(bytes));
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    return new SpooledBytes(message.toByteArray());
  }

  @Override
  public Spooled decrypt(InputStream message, Secret password) throws IOException {
    try (var in = new DataInputStream(message)) {
      if (!in.readUTF().equals(MARK)) {
        throw CipherFailure.NOT_A_MESSAGE.asException();
      }
      in.readLong();
      if (!Arrays.equals(in.readNBytes(32), Hash.of(password.reveal()))) {
        throw CipherFailure.WRONG_KEY.asException();
      }
      byte[] hash = in.readNBytes(32);
      int size = in.readInt();
      byte[] plain = in.readAllBytes();
      if (!Arrays.equals(hash, Hash.of(plain)) || plain.length != size) {
        throw CipherFailure.ALTERED.asException();
      }
      return new SpooledBytes(plain);
    } catch (EOFException | java.io.UTFDataFormatException e) {
      throw CipherFailure.NOT_A_MESSAGE.asException(e);
    }
  }
}
