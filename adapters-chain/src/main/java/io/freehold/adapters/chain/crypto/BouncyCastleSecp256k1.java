package io.freehold.adapters.chain.crypto;

import static org.bouncycastle.util.BigIntegers.asUnsignedByteArray;

import io.freehold.domain.Signature;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// The curve in Java, for machines on which the native library does not run.
final class BouncyCastleSecp256k1 implements Secp256k1 {
  private static final int NUMBER_BYTES = 32;

  private final ECDomainParameters curve =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256k1"));

  /// Q = (sR - eG) / r, R being the point whose x is r (SEC 1, §4.1.6).
  @Override
  public Optional<PublicKey> recover(byte[] digest, Signature signature) {
    byte[] bytes = signature.bytes();
    var r = new BigInteger(1, bytes, 0, NUMBER_BYTES);
    var s = new BigInteger(1, bytes, NUMBER_BYTES, NUMBER_BYTES);
    if (!isScalar(r) || !isScalar(s)) {
      return Optional.empty();
    }
    return pointAt(bytes).map(point -> solve(point, r, s, digest)).flatMap(this::publicKey);
  }

  private boolean isScalar(BigInteger number) {
    return number.signum() > 0 && number.compareTo(curve.getN()) < 0;
  }

  private Optional<ECPoint> pointAt(byte[] signature) {
    byte[] compressed = new byte[1 + NUMBER_BYTES];
    compressed[0] = (byte) (signature[2 * NUMBER_BYTES] == 27 ? 2 : 3);
    System.arraycopy(signature, 0, compressed, 1, NUMBER_BYTES);
    return decoded(compressed);
  }

  private ECPoint solve(ECPoint point, BigInteger r, BigInteger s, byte[] digest) {
    BigInteger inverse = r.modInverse(curve.getN());
    var e = new BigInteger(1, digest);
    return ECAlgorithms.sumOfTwoMultiplies(
        curve.getG(),
        e.negate().multiply(inverse).mod(curve.getN()),
        point,
        s.multiply(inverse).mod(curve.getN()));
  }

  private Optional<PublicKey> publicKey(ECPoint point) {
    return point.isInfinity()
        ? Optional.empty()
        : Optional.of(new PublicKey(point.getEncoded(false)));
  }

  @Override
  public byte[] compactSignature(byte[] digest, PrivateKey key) {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, key.bytes()), curve));
    BigInteger[] rs = signer.generateSignature(digest);
    byte[] compact = new byte[2 * NUMBER_BYTES];
    System.arraycopy(asUnsignedByteArray(NUMBER_BYTES, rs[0]), 0, compact, 0, NUMBER_BYTES);
    BigInteger s = rs[1].min(curve.getN().subtract(rs[1]));
    System.arraycopy(asUnsignedByteArray(NUMBER_BYTES, s), 0, compact, NUMBER_BYTES, NUMBER_BYTES);
    return compact;
  }

  @Override
  public PublicKey publicKeyOf(PrivateKey key) {
    ECPoint point =
        new FixedPointCombMultiplier().multiply(curve.getG(), new BigInteger(1, key.bytes()));
    return new PublicKey(point.normalize().getEncoded(false));
  }

  @Override
  public Optional<PublicKey> parse(byte[] publicKey) {
    return decoded(publicKey).flatMap(this::publicKey);
  }

  private Optional<ECPoint> decoded(byte[] encoded) {
    try {
      return Optional.of(curve.getCurve().decodePoint(encoded));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
