package io.freehold.application.testing;

import io.freehold.application.port.RegistryIds;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.ServerId;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.List;
import java.util.stream.Stream;

/// Deterministic ids over the same parameters as §4.2.6, by another hash; and the addresses of the
/// public keys of the cast.
public final class HashedIds implements RegistryIds {
  @Override
  public BuilderId idOf(BuilderRegistration builder) {
    return new BuilderId(
        Hash.id("builder", builder.owner(), builder.grantee(), builder.publicKey()));
  }

  @Override
  public ServerId idOf(ServerRegistration server) {
    return new ServerId(Hash.id("server", server.server(), server.publicKey(), server.serverUrl()));
  }

  @Override
  public FileId idOf(FileRegistration file) {
    return new FileId(Hash.id("file", file.owner(), file.url(), file.schemaId()));
  }

  @Override
  public GrantId idOf(BuilderId grantee, String grant, List<String> fileIds) {
    return new GrantId(Hash.id(grantee, grant, fileIds));
  }

  @Override
  public SchemaId idOf(Scope scope, String definitionUrl) {
    return new SchemaId(Hash.id("schema", scope, definitionUrl));
  }

  @Override
  public Address addressOf(String publicKey) {
    return Stream.of(Cast.OWNER_KEY, Cast.BUILDER_KEY, Cast.SERVER_KEY, Cast.STRANGER_KEY)
        .filter(key -> key.publicKey().equalsIgnoreCase(publicKey))
        .findAny()
        .map(FakeSigner::address)
        .orElseThrow(() ->
            Problem.malformed(Subject.BODY, "publicKey is no point of the curve").asException());
  }
}
