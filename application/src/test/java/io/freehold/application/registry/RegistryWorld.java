package io.freehold.application.registry;

import static io.freehold.application.testing.Cast.APP_URL;
import static io.freehold.application.testing.Cast.BUILDER;
import static io.freehold.application.testing.Cast.BUILDER_KEY;
import static io.freehold.application.testing.Cast.CLOCK;
import static io.freehold.application.testing.Cast.OWNER_KEY;
import static io.freehold.application.testing.Cast.SERVER;
import static io.freehold.application.testing.Cast.SERVER_KEY;
import static io.freehold.application.testing.Cast.SERVER_URL;

import io.freehold.application.port.Registry;
import io.freehold.application.testing.FakeSignatures;
import io.freehold.application.testing.FakeSigner;
import io.freehold.application.testing.HashedIds;
import io.freehold.application.testing.InMemoryRegistry;
import io.freehold.application.testing.PlainGrantTexts;
import io.freehold.domain.BuilderId;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/// A gateway role of a test: its registry, and the use cases that write into it.
final class RegistryWorld {
  static final OptionalLong NO_NONCE = OptionalLong.empty();

  final InMemoryRegistry registry = new InMemoryRegistry();
  final HashedIds ids = new HashedIds();
  final PlainGrantTexts texts = new PlainGrantTexts();
  private final FakeSignatures signatures = new FakeSignatures();

  final RecordBuilder recordBuilder = new RecordBuilder(registry, ids, signatures, CLOCK);
  final RecordServer recordServer = new RecordServer(registry, ids, signatures, CLOCK);
  final RecordGrant recordGrant = new RecordGrant(registry, ids, texts, signatures, CLOCK);
  final RecordGrantRevocation recordGrantRevocation =
      new RecordGrantRevocation(registry, signatures, CLOCK);
  final RecordFile recordFile = new RecordFile(registry, ids, signatures, CLOCK);
  final RecordFileDeletion recordFileDeletion = new RecordFileDeletion(registry, signatures, CLOCK);

  /// The builder of the cast registers itself.
  BuilderId registerBuilder() {
    var builder = new BuilderRegistration(BUILDER, BUILDER, BUILDER_KEY.publicKey(), APP_URL);
    return recordBuilder.record(builder, BUILDER_KEY.sign(builder), NO_NONCE);
  }

  /// The owner of the cast registers its server.
  void registerServer() {
    registerServerOf(OWNER_KEY);
  }

  void registerServerOf(FakeSigner owner) {
    var server =
        new ServerRegistration(owner.address(), SERVER, SERVER_KEY.publicKey(), SERVER_URL);
    recordServer.record(server, owner.sign(server), NO_NONCE);
  }

  /// This registry, in which something is done just before the first write of a name.
  Registry before(String write, Runnable act) {
    var isDone = new AtomicBoolean();
    return (Registry)
        Proxy.newProxyInstance(
            Registry.class.getClassLoader(),
            new Class<?>[] {Registry.class},
            (_, method, values) -> {
              if (method.getName().equals(write) && !isDone.getAndSet(true)) {
                act.run();
              }
              return method.invoke(registry, values);
            });
  }

  FakeSignatures signatures() {
    return signatures;
  }

  /// The server of the cast is taken back by its owner.
  void takeServerBack() {
    var server = registry.findServer(SERVER).orElseThrow();
    var _ =
        registry.saveServer(
            Optional.of(server), server.removed(CLOCK.instant(), server.signature()));
  }
}
