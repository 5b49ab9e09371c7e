package io.freehold.application.testing;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.identity.Caller;
import io.freehold.domain.identity.ServerIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Who and what tests are about. Addresses and public keys belong to the private keys that every
/// Ethereum development tool publishes.
public final class Cast {
  public static final Address OWNER = new Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  public static final Address BUILDER = new Address("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
  public static final Address SERVER = new Address("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");

  /// Nobody: registered nowhere, owner of nothing.
  public static final Address STRANGER = new Address("0x90F79bf6EB2c4f870365E785982E1f101E93b906");

  public static final FakeSigner OWNER_KEY =
      new FakeSigner(
          OWNER,
          "0x048318535b54105d4a7aae60c08fc45f9687181b4fdfc625bd1a753fa7397fed75"
              + "3547f11ca8696646f2f3acb08e31016afac23e630c5d11f59f61fef57b0d2aa5");
  public static final FakeSigner BUILDER_KEY =
      new FakeSigner(
          BUILDER,
          "0x04ba5734d8f7091719471e7f7ed6b9df170dc70cc661ca05e688601ad984f068b0"
              + "d67351e5f06073092499336ab0839ef8a521afd334e53807205fa2f08eec74f4");
  public static final FakeSigner SERVER_KEY =
      new FakeSigner(
          SERVER,
          "0x049d9031e97dd78ff8c15aa86939de9b1e791066a0224e331bc962a2099a7b1f04"
              + "64b8bbafe1535f2301c72c2cb3535b172da30b02686ab0393d348614f157fbdb");
  public static final FakeSigner STRANGER_KEY =
      new FakeSigner(
          STRANGER,
          "0x0420b871f3ced029e14472ec4ebc3c0448164942b123aa6af91a3386c1c403e0eb"
              + "d3b4a5752a2b6c49e574619e6aa0549eb9ccd036b9bbc507e1f7f9712a236092");

  /// The moment of the signed vectors, 2026-02-02T02:40:00Z.
  public static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);

  public static final InstantSource CLOCK = InstantSource.fixed(NOW);

  public static final Scope PROFILE = new Scope("instagram.profile");
  public static final Scope LIKES = new Scope("instagram.likes");
  public static final Scope CONVERSATIONS = new Scope("chatgpt.conversations");
  public static final Scope SHARED_CONVERSATIONS = new Scope("chatgpt.conversations.shared");

  public static final String SERVER_URL = "https://ps.example.com";
  public static final String APP_URL = "https://app.example.com";

  public static final ServerIdentity SERVER_IDENTITY =
      new ServerIdentity(SERVER, SERVER_KEY.publicKey(), SERVER_URL);

  /// The registered builder.
  public static final Builder APP =
      new Builder(
          new BuilderId("0x15538041d03fe5a642ec8c97f2d1192f0d288c5694f1f1b213ecec566ebeb783"),
          BUILDER,
          BUILDER,
          BUILDER_KEY.publicKey(),
          APP_URL);

  private Cast() {}

  public static Caller.Owner theOwner() {
    return new Caller.Owner(OWNER, "wallet");
  }

  /// The registered builder, naming no grant.
  public static Caller.BuilderApp theBuilder() {
    return new Caller.BuilderApp(APP, Optional.empty());
  }

  public static Caller.BuilderApp theBuilderNaming(GrantId grant) {
    return new Caller.BuilderApp(APP, Optional.of(grant));
  }

  /// An id made of one byte, thirty-two times.
  public static GrantId grantId(int of) {
    return new GrantId(Hash.repeated(of));
  }

  public static SampleGrant aGrant() {
    return SampleGrant.ofTheOwnerToTheBuilder();
  }
}
