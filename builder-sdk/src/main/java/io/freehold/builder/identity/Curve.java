package io.freehold.builder.identity;

import static org.bouncycastle.util.BigIntegers.asUnsignedByteArray;

import io.freehold.domain.Address;
import io.freehold.domain.Signature;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// secp256k1 and Keccak-256, as wallets use them.
final class Curve {
  static final int NUMBER_BYTES = 32;
  private static final int HASH_BYTES_BEFORE_ADDRESS = 12;
  private static final String TEXT_PREFIX = "\u0019Ethereum Signed Message:\n";
  private static final ECDomainParameters PARAMETERS =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256k1"));
  private static final BigInteger ORDER = PARAMETERS.getN();

  private Curve() {}

  static boolean isPrivateKey(byte[] bytes) {
    return bytes.length == NUMBER_BYTES && isScalar(new BigInteger(1, bytes));
  }

  private static boolean isScalar(BigInteger number) {
    return number.signum() > 0 && number.compareTo(ORDER) < 0;
  }

  /// Uncompressed: 04, x and y in 65 bytes.
  static byte[] publicKey(byte[] privateKey) {
    return new FixedPointCombMultiplier()
        .multiply(PARAMETERS.getG(), new BigInteger(1, privateKey))
        .normalize()
        .getEncoded(false);
  }

  static Address address(byte[] publicKey) {
    byte[] hash = keccak(Arrays.copyOfRange(publicKey, 1, publicKey.length));
    return new Address(
        "0x" + HexFormat.of().formatHex(hash, HASH_BYTES_BEFORE_ADDRESS, hash.length));
  }

  /// Deterministic (RFC 6979), with the lower of the two possible s.
  static Signature sign(byte[] digest, byte[] privateKey) {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, privateKey), PARAMETERS));
    BigInteger[] rs = signer.generateSignature(digest);
    byte[] signature = new byte[2 * NUMBER_BYTES + 1];
    put(rs[0], signature, 0);
    put(rs[1].min(ORDER.subtract(rs[1])), signature, NUMBER_BYTES);
    Address own = address(publicKey(privateKey));
    for (byte v = 27; v <= 28; v++) {
      signature[2 * NUMBER_BYTES] = v;
      Signature candidate = Signature.of(signature);
      if (recover(digest, candidate).filter(own::equals).isPresent()) {
        return candidate;
      }
    }
    throw new IllegalStateException("a signature that does not lead back to its key");
  }

  private static void put(BigInteger number, byte[] into, int at) {
    System.arraycopy(asUnsignedByteArray(NUMBER_BYTES, number), 0, into, at, NUMBER_BYTES);
  }

  /// Who signed: Q = (sR - eG) / r, R being the point whose x is r. Empty when nobody can have.
  static Optional<Address> recover(byte[] digest, Signature signature) {
    byte[] bytes = signature.bytes();
    var r = new BigInteger(1, bytes, 0, NUMBER_BYTES);
    var s = new BigInteger(1, bytes, NUMBER_BYTES, NUMBER_BYTES);
    if (!isScalar(r) || !isScalar(s)) {
      return Optional.empty();
    }
    return pointAt(bytes)
        .map(point -> solve(point, r, s, digest))
        .filter(point -> !point.isInfinity())
        .map(point -> address(point.getEncoded(false)))
        .filter(address -> !address.equals(Address.ZERO));
  }

  private static Optional<ECPoint> pointAt(byte[] signature) {
    byte[] compressed = new byte[1 + NUMBER_BYTES];
    compressed[0] = (byte) (signature[2 * NUMBER_BYTES] == 27 ? 2 : 3);
    System.arraycopy(signature, 0, compressed, 1, NUMBER_BYTES);
    try {
      return Optional.of(PARAMETERS.getCurve().decodePoint(compressed));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ECPoint solve(ECPoint point, BigInteger r, BigInteger s, byte[] digest) {
    BigInteger inverse = r.modInverse(ORDER);
    BigInteger e = new BigInteger(1, digest).negate().multiply(inverse).mod(ORDER);
    return ECAlgorithms.sumOfTwoMultiplies(
        PARAMETERS.getG(), e, point, s.multiply(inverse).mod(ORDER));
  }

  /// A text as wallets sign it (EIP-191): the prefix counts bytes, not characters.
  static byte[] textDigest(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return keccak((TEXT_PREFIX + utf8.length).getBytes(StandardCharsets.UTF_8), utf8);
  }

  static byte[] keccak(byte[]... parts) {
    var digest = new KeccakDigest(8 * NUMBER_BYTES);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[NUMBER_BYTES];
    digest.doFinal(hash, 0);
    return hash;
  }
}
