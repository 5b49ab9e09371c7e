package io.freehold.builder.identity;

import io.freehold.builder.json.Json;
import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.identity.TextSigner;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// A builder's private key (§6.6). It signs and it never prints.
///
/// ```java
/// BuilderKey key = BuilderKey.of(new Secret(System.getenv("VANA_APP_PRIVATE_KEY")));
/// String shown = key.address() + " " + key; // the address; no digit of the key
/// ```
///
/// A new one is made once and kept in a file that only its owner can read:
///
/// ```java
/// BuilderKey made = BuilderKey.random(new SecureRandom());
/// made.save(Path.of("builder.json"));
/// BuilderKey same = BuilderKey.load(Path.of("builder.json"));
/// ```
public final class BuilderKey implements TextSigner {
  private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]{64}");

  private final byte[] bytes;
  private final byte[] publicKey;
  private final Address address;

  private BuilderKey(byte[] bytes) {
    if (!Curve.isPrivateKey(bytes)) {
      throw new IllegalArgumentException(
          "a private key is 32 bytes, not zero and less than the order of secp256k1");
    }
    this.bytes = bytes.clone();
    this.publicKey = Curve.publicKey(bytes);
    this.address = Curve.address(publicKey);
  }

  /// Reads 64 hexadecimal digits, with or without `0x`. What is wrong is said without the text.
  public static BuilderKey of(Secret hex) {
    String text = hex.reveal().strip();
    if (!HEX.matcher(text).matches()) {
      throw new IllegalArgumentException("a private key is 0x and 64 hexadecimal digits");
    }
    return new BuilderKey(HexFormat.of().parseHex(text.substring(text.length() - 64)));
  }

  /// @param random one that nobody can guess, such as a `SecureRandom`
  public static BuilderKey random(RandomGenerator random) {
    byte[] bytes = new byte[Curve.NUMBER_BYTES];
    do {
      random.nextBytes(bytes);
    } while (!Curve.isPrivateKey(bytes));
    return new BuilderKey(bytes);
  }

  /// Reads a key file, as `save` and `freehold builders register` write it.
  public static BuilderKey load(Path file) throws IOException {
    try {
      return Json.parse(Files.readAllBytes(file))
          .required("privateKey", text -> of(new Secret(text)));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no key file of a builder", e);
    }
  }

  /// Writes a key file that only its owner can read. A file that is there already is not touched.
  public void save(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        "{\n  \"address\": \"%s\",\n  \"publicKey\": \"%s\",\n  \"privateKey\": \"0x%s\"\n}\n"
            .formatted(address, publicKey(), HexFormat.of().formatHex(bytes)),
        StandardOpenOption.WRITE);
  }

  /// The address the builder is known by: the grantee of grants.
  @Override
  public Address address() {
    return address;
  }

  /// `0x04` and 128 hexadecimal digits.
  public String publicKey() {
    return "0x" + HexFormat.of().formatHex(publicKey);
  }

  /// EIP-191 over the UTF-8 bytes of a text, always the same for the same text (RFC 6979).
  @Override
  public Signature sign(String text) {
    return Curve.sign(Curve.textDigest(text), bytes);
  }

  /// EIP-712, for the Gateway (§4.2.5).
  public Signature sign(BuilderRegistration registration, ProtocolDomain domain) {
    return Curve.sign(TypedData.digest(registration, domain), bytes);
  }

  @Override
  public String toString() {
    return "BuilderKey[" + address + "]";
  }
}
