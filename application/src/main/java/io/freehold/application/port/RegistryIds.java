package io.freehold.application.port;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.ServerId;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.List;

/// The deterministic ids of §4.2.6: Keccak-256 over ABI-encoded parameters.
public interface RegistryIds {
  BuilderId idOf(BuilderRegistration builder);

  ServerId idOf(ServerRegistration server);

  FileId idOf(FileRegistration file);

  GrantId idOf(BuilderId grantee, String grant, List<String> fileIds);

  /// Of our own making, after the same pattern: the protocol names none for schemas.
  SchemaId idOf(Scope scope, String definitionUrl);

  /// The address of a public key in uncompressed form; refuses what is no point of the curve.
  Address addressOf(String publicKey);
}
