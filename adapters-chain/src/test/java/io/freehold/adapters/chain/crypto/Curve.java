package io.freehold.adapters.chain.crypto;

/// Both implementations of the curve, for tests that hold for either.
enum Curve {
  NATIVE(new NativeSecp256k1()),
  JAVA(new BouncyCastleSecp256k1());

  final Secp256k1 implementation;

  Curve(Secp256k1 implementation) {
    this.implementation = implementation;
  }
}
