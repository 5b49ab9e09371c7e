package io.freehold.domain.registry;

import io.freehold.domain.Address;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.SchemaId;
import java.util.List;

/// What somebody signs, by EIP-712, to have the Gateway record something (§4.2.5). Each message
/// names the wallet it speaks for, the contract it is meant for, and its typed members in signing
/// order.
public sealed interface RegistryMessage permits GrantMessage, RegistryMessage.Other {

  int BYTES_BESIDE_TEXTS = 500;

  /// The wallet the message speaks for.
  Address owner();

  Contract contract();

  /// The EIP-712 name of the message's type.
  String primaryType();

  List<TypedField> fields();

  /// About how many bytes of memory the message takes, and not less: strangers choose how long one
  /// is.
  default int bytes() {
    return BYTES_BESIDE_TEXTS + fields().stream().mapToInt(TypedField::bytes).sum();
  }

  /// Every message that is not a grant.
  sealed interface Other extends RegistryMessage {}

  /// A personal server and the address it is reached at; signed by its owner.
  record ServerRegistration(Address owner, Address server, String publicKey, String serverUrl)
      implements Other {
    @Override
    public Contract contract() {
      return Contract.SERVERS;
    }

    @Override
    public String primaryType() {
      return "ServerRegistration";
    }

    @Override
    public List<TypedField> fields() {
      return List.of(
          TypedField.address("ownerAddress", owner),
          TypedField.address("serverAddress", server),
          TypedField.text("publicKey", publicKey),
          TypedField.text("serverUrl", serverUrl));
    }
  }

  /// A builder; signed by the wallet that owns it.
  record BuilderRegistration(Address owner, Address grantee, String publicKey, String appUrl)
      implements Other {
    @Override
    public Contract contract() {
      return Contract.GRANTEES;
    }

    @Override
    public String primaryType() {
      return "BuilderRegistration";
    }

    @Override
    public List<TypedField> fields() {
      return List.of(
          TypedField.address("ownerAddress", owner),
          TypedField.address("granteeAddress", grantee),
          TypedField.text("publicKey", publicKey),
          TypedField.text("appUrl", appUrl));
    }
  }

  /// An encrypted data file at a URL.
  record FileRegistration(Address owner, String url, SchemaId schemaId) implements Other {
    @Override
    public Contract contract() {
      return Contract.DATA_REGISTRY;
    }

    @Override
    public String primaryType() {
      return "FileRegistration";
    }

    @Override
    public List<TypedField> fields() {
      return List.of(
          TypedField.address("ownerAddress", owner),
          TypedField.text("url", url),
          TypedField.bytes32("schemaId", schemaId.value()));
    }
  }

  /// The end of a file record; the record becomes a tombstone.
  record FileDeletion(Address owner, FileId fileId) implements Other {
    @Override
    public Contract contract() {
      return Contract.DATA_REGISTRY;
    }

    @Override
    public String primaryType() {
      return "FileDeletion";
    }

    @Override
    public List<TypedField> fields() {
      return List.of(
          TypedField.address("ownerAddress", owner), TypedField.bytes32("fileId", fileId.value()));
    }
  }

  /// The end of a grant.
  record GrantRevocation(Address owner, GrantId grantId) implements Other {
    @Override
    public Contract contract() {
      return Contract.PERMISSIONS;
    }

    @Override
    public String primaryType() {
      return "GrantRevocation";
    }

    @Override
    public List<TypedField> fields() {
      return List.of(
          TypedField.address("grantorAddress", owner),
          TypedField.bytes32("grantId", grantId.value()));
    }
  }
}
