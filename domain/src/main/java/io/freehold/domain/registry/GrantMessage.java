package io.freehold.domain.registry;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import java.util.List;

/// A grant in one of the three forms that are signed in the wild.
public sealed interface GrantMessage extends RegistryMessage {

  /// More than any client names: a grant is for scopes, and its file ids are usually none.
  int FILE_IDS_MAX = 256;

  /// The form the Gateway records: the terms are a JSON text, signed as it is.
  ///
  /// @param grant `{"user","builder","scopes","expiresAt","nonce"}`, kept character for character
  /// @param fileIds unsigned numbers in decimal or `0x` form; usually none
  record GrantRegistration(Address owner, BuilderId granteeId, String grant, List<String> fileIds)
      implements GrantMessage {
    public GrantRegistration {
      if (fileIds.size() > FILE_IDS_MAX) {
        throw new IllegalArgumentException(
            "fileIds: a grant names at most " + FILE_IDS_MAX + " files");
      }
      fileIds = List.copyOf(fileIds);
      fileIds.forEach(TypedField::mustBeNumber);
    }

    @Override
    public Contract contract() {
      return Contract.PERMISSIONS;
    }

    @Override
    public String primaryType() {
      return "GrantRegistration";
    }

    @Override
    public List<TypedField> fields() {
      return List.of(
          TypedField.address("grantorAddress", owner),
          TypedField.bytes32("granteeId", granteeId.value()),
          TypedField.text("grant", grant),
          TypedField.numbers("fileIds", fileIds));
    }
  }

  /// The form of §5.3, signed by the owner's wallet.
  ///
  /// @param contract `PERMISSIONS`, or `NONE` as early servers verified it
  record SpecGrant(
      Address owner,
      Address builder,
      List<String> scopes,
      long expiresAt,
      long nonce,
      Contract contract)
      implements GrantMessage {
    public SpecGrant {
      scopes = List.copyOf(scopes);
      TypedField.mustBeNumber(Long.toString(expiresAt));
      TypedField.mustBeNumber(Long.toString(nonce));
    }

    @Override
    public String primaryType() {
      return "Grant";
    }

    @Override
    public List<TypedField> fields() {
      return List.of(
          TypedField.address("user", owner),
          TypedField.address("builder", builder),
          TypedField.texts("scopes", scopes),
          TypedField.number("expiresAt", expiresAt),
          TypedField.number("nonce", nonce));
    }
  }

  /// The form of the protocol's second generation.
  record VersionedGrant(
      Address owner, BuilderId granteeId, List<String> scopes, long grantVersion, long expiresAt)
      implements GrantMessage {
    public VersionedGrant {
      scopes = List.copyOf(scopes);
      TypedField.mustBeNumber(Long.toString(grantVersion));
      TypedField.mustBeNumber(Long.toString(expiresAt));
    }

    @Override
    public Contract contract() {
      return Contract.PERMISSIONS_V2;
    }

    @Override
    public String primaryType() {
      return "GrantRegistration";
    }

    @Override
    public List<TypedField> fields() {
      return List.of(
          TypedField.address("grantorAddress", owner),
          TypedField.bytes32("granteeId", granteeId.value()),
          TypedField.texts("scopes", scopes),
          TypedField.number("grantVersion", grantVersion),
          TypedField.number("expiresAt", expiresAt));
    }
  }
}
