package io.freehold.adapters.storage.pgp;

import io.freehold.application.Limits;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.storage.CipherException;
import io.freehold.domain.storage.CipherFailure;
import io.freehold.domain.storage.PlainReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// Reads messages: what openpgp.js and gpg write with a password, and nothing beyond it (threats
/// T37, T43). The packets are looked at before a key is derived from the password, and one is
/// derived once.
final class MessageReader {
  private static final int INTEGRITY_PROTECTED = 1;

  private final long messageBytesMax;
  private final long hashedBytesMax;
  private final Content content;

  MessageReader(Limits limits) {
    this(limits.storageBlobBytesMax(), limits.fileBytesMax(), limits.keyHashBytesMax());
  }

  /// @param hashedBytesMax how much may be hashed for one key
  MessageReader(long messageBytesMax, long fileBytesMax, long hashedBytesMax) {
    this.messageBytesMax = messageBytesMax;
    this.hashedBytesMax = hashedBytesMax;
    this.content = new Content(fileBytesMax);
  }

  /// Writes out what is in a message. Nothing of it may be used unless this returns.
  void read(InputStream message, Secret password, OutputStream out) throws IOException {
    read(message, password, file -> file.transferTo(out));
  }

  /// Gives somebody what is in a message. He may use nothing of it unless this returns.
  void read(InputStream message, Secret password, PlainReader reader) throws IOException {
    var packets =
        new PacketReader(new BoundedBytes(message, messageBytesMax), CipherFailure.TRUNCATED);
    KeyPacket key = keyPacket(packets);
    InputStream encrypted = protectedBytes(packets);
    var checked = new CheckedBytes(new SessionKey(key, password).decrypt(encrypted));
    SessionKey.checkBeginning(checked);
    Optional<RuntimeException> failure = failureOfReading(checked, reader);
    if (!checked.areUnaltered()) {
      throw CipherFailure.ALTERED.asException();
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    mustBe(packets.next().isEmpty());
  }

  private KeyPacket keyPacket(PacketReader packets) throws IOException {
    Packet first = packets.next().orElseThrow(CipherFailure.NOT_A_MESSAGE::asException);
    if (!first.isKnown()) {
      throw CipherFailure.NOT_A_MESSAGE.asException();
    }
    mustBe(first.tag() == Packet.KEY);
    return KeyPacket.read(first, hashedBytesMax);
  }

  /// A second key would cost a second derivation, and no honest message has one.
  private static InputStream protectedBytes(PacketReader packets) throws IOException {
    Packet second = packets.next().orElseThrow(CipherFailure.TRUNCATED::asException);
    if (second.tag() == Packet.KEY) {
      throw CipherFailure.TOO_COSTLY.asException();
    }
    mustBe(second.tag() == Packet.PROTECTED);
    int version = second.body().read();
    mustBe(version == INTEGRITY_PROTECTED);
    return second.body();
  }

  /// Bytes that were altered can look like anything: what is wrong with the content counts only
  /// once it is known that the bytes are those that were encrypted.
  private Optional<RuntimeException> failureOfReading(CheckedBytes checked, PlainReader reader)
      throws IOException {
    try {
      content.read(checked, reader);
      return Optional.empty();
    } catch (CipherException | IllegalArgumentException e) {
      return Optional.of(e);
    }
  }

  private static void mustBe(boolean condition) {
    if (!condition) {
      throw CipherFailure.UNSUPPORTED.asException();
    }
  }
}
