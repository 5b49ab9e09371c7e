package io.freehold.adapters.chain;

import io.freehold.adapters.chain.schema.JsonSchemaCompiler;
import io.freehold.application.Limits;
import io.freehold.application.port.GrantTexts;
import io.freehold.application.port.RegistryIds;
import io.freehold.application.port.Signatures;
import io.freehold.application.registry.AddSchema;
import io.freehold.application.registry.RecordBuilder;
import io.freehold.application.registry.RecordFile;
import io.freehold.application.registry.RecordFileDeletion;
import io.freehold.application.registry.RecordGrant;
import io.freehold.application.registry.RecordGrantRevocation;
import io.freehold.application.registry.RecordServer;
import io.freehold.application.testing.Cast;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.HashedIds;
import io.freehold.application.testing.InMemoryRegistry;
import io.freehold.application.testing.PlainGrantTexts;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.Scope;
import io.freehold.domain.identity.Builder;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.registry.SchemaRecord;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The gateway role's use cases over records in memory, with the cast at hand.
public final class RecordingGateway {
  public final InMemoryRegistry registry = new InMemoryRegistry();
  public final Signatures signatures = new FakeSignatures();
  public final RegistryIds ids = new HashedIds();
  public final GrantTexts texts = new PlainGrantTexts();
  public final JsonSchemaCompiler compiler = new JsonSchemaCompiler(Limits.DEFAULT);
  public final RecordBuilder recordBuilder;
  public final RecordServer recordServer;
  public final RecordGrant recordGrant;
  public final RecordGrantRevocation recordRevocation;
  public final RecordFile recordFile;
  public final RecordFileDeletion recordFileDeletion;
  private final AddSchema addSchema;

  public RecordingGateway(InstantSource clock) {
    recordBuilder = new RecordBuilder(registry, ids, signatures, clock);
    recordServer = new RecordServer(registry, ids, signatures, clock);
    recordGrant = new RecordGrant(registry, ids, texts, signatures, clock);
    recordRevocation = new RecordGrantRevocation(registry, signatures, clock);
    recordFile = new RecordFile(registry, ids, signatures, clock);
    recordFileDeletion = new RecordFileDeletion(registry, signatures, clock);
    addSchema = new AddSchema(registry, ids, compiler, clock);
  }

  /// The owner registers the server of the cast.
  public RecordingGateway withTheServer() {
    var registration =
        new ServerRegistration(
            Cast.OWNER, Cast.SERVER, Cast.SERVER_KEY.publicKey(), Cast.SERVER_URL);
    recordServer.record(registration, Cast.OWNER_KEY.sign(registration), OptionalLong.empty());
    return this;
  }

  /// Somebody of the cast registers as a builder.
  public Builder register(Address grantee) {
    FakeSigner key =
        Stream.of(Cast.BUILDER_KEY, Cast.STRANGER_KEY, Cast.OWNER_KEY)
            .filter(signer -> signer.address().equals(grantee))
            .findAny()
            .orElseThrow();
    var message = new BuilderRegistration(grantee, grantee, key.publicKey(), Cast.APP_URL);
    BuilderId id = ids.idOf(message);
    if (registry.findBuilder(id).isEmpty()) {
      recordBuilder.record(message, key.sign(message), OptionalLong.empty());
    }
    return new Builder(id, grantee, grantee, key.publicKey(), Cast.APP_URL);
  }

  public SchemaRecord addSchema(Scope scope, String definition) {
    return addSchema.add(Cast.OWNER, scope, scope.value(), definition);
  }
}
