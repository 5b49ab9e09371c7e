package io.freehold.application.testing;

import io.freehold.application.port.Registry;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.ChainStatus;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.RegistryMessage;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.registry.SchemaRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The gateway role's records, in the order in which they were written.
public final class InMemoryRegistry implements Registry {
  private static final int PAGE_BYTES_MAX = 2 << 20;

  private final SequencedMap<Address, Entry<BuilderRegistration>> builders = new LinkedHashMap<>();
  private final SequencedMap<Address, Entry<ServerRegistration>> servers = new LinkedHashMap<>();
  private final SequencedMap<GrantId, RecordedGrant> grants = new LinkedHashMap<>();
  private final SequencedMap<FileId, Entry<FileRegistration>> files = new LinkedHashMap<>();
  private final SequencedMap<SchemaId, SchemaRecord> schemas = new LinkedHashMap<>();
  private final Map<Counter, Long> nonces = new HashMap<>();

  private record RecordedGrant(Entry<GrantMessage> entry, Address grantee) {}

  private record Counter(Address user, String operation) {}

  @Override
  public synchronized Optional<Entry<BuilderRegistration>> findBuilder(Address grantee) {
    return Optional.ofNullable(builders.get(grantee));
  }

  @Override
  public synchronized Optional<Entry<BuilderRegistration>> findBuilder(BuilderId id) {
    return builders.values().stream().filter(entry -> entry.id().equals(id.value())).findAny();
  }

  @Override
  public synchronized boolean saveBuilder(
      Optional<Entry<BuilderRegistration>> before, Entry<BuilderRegistration> builder) {
    if (!findBuilder(builder.message().grantee()).equals(before)) {
      return false;
    }
    builders.remove(builder.message().grantee());
    builders.put(builder.message().grantee(), builder);
    return true;
  }

  @Override
  public synchronized Optional<Entry<ServerRegistration>> findServer(Address server) {
    return Optional.ofNullable(servers.get(server));
  }

  @Override
  public synchronized Optional<Entry<ServerRegistration>> findNewestServerOf(Address owner) {
    return servers.sequencedValues().reversed().stream()
        .filter(entry -> entry.message().owner().equals(owner) && !entry.isRemoved())
        .findFirst();
  }

  @Override
  public synchronized boolean saveServer(
      Optional<Entry<ServerRegistration>> before, Entry<ServerRegistration> server) {
    if (!findServer(server.message().server()).equals(before)) {
      return false;
    }
    servers.remove(server.message().server());
    servers.put(server.message().server(), server);
    return true;
  }

  @Override
  public synchronized Optional<Entry<GrantMessage>> findGrant(GrantId id) {
    return Optional.ofNullable(grants.get(id)).map(RecordedGrant::entry);
  }

  @Override
  public synchronized Listing<Entry<GrantMessage>> grantsOf(Address grantor, Page page) {
    return grants(grant -> grant.entry().message().owner().equals(grantor), page);
  }

  @Override
  public synchronized Listing<Entry<GrantMessage>> grantsTo(Address grantee, Page page) {
    return grants(grant -> grant.grantee().equals(grantee), page);
  }

  @Override
  public synchronized Listing<Entry<GrantMessage>> grantsBetween(
      Address grantor, Address grantee, Page page) {
    return grants(
        grant -> grant.entry().message().owner().equals(grantor) && grant.grantee().equals(grantee),
        page);
  }

  private Listing<Entry<GrantMessage>> grants(Predicate<RecordedGrant> which, Page page) {
    return cut(
        page(
            grants.sequencedValues().reversed().stream()
                .filter(which)
                .map(RecordedGrant::entry)
                .toList(),
            page));
  }

  private static <M extends RegistryMessage> Listing<Entry<M>> cut(Listing<Entry<M>> whole) {
    int end = 0;
    for (int bytes = 0; end < whole.items().size() && bytes < PAGE_BYTES_MAX; end++) {
      bytes += whole.items().get(end).message().bytes();
    }
    return new Listing<>(whole.items().subList(0, end), whole.total(), whole.page());
  }

  @Override
  public synchronized boolean addGrant(Entry<GrantMessage> grant, Address grantee) {
    var recorded = new RecordedGrant(grant, grantee);
    return grants.putIfAbsent(new GrantId(grant.id()), recorded) == null;
  }

  @Override
  public synchronized boolean removeGrant(GrantId id, Removal removal) {
    RecordedGrant grant = grants.get(id);
    if (grant == null || grant.entry().isRemoved()) {
      return false;
    }
    grants.put(id, new RecordedGrant(removed(grant.entry(), removal), grant.grantee()));
    return true;
  }

  @Override
  public synchronized Optional<Entry<FileRegistration>> findFile(FileId id) {
    return Optional.ofNullable(files.get(id));
  }

  @Override
  public synchronized List<Entry<FileRegistration>> filesOf(
      Address owner, Optional<Instant> since, boolean includeDeleted, int limit) {
    return files.values().stream()
        .filter(file -> file.message().owner().equals(owner))
        .filter(file -> includeDeleted || !file.isRemoved())
        .filter(file -> since.isEmpty() || changedAt(file).isAfter(since.get()))
        .sorted(Comparator.comparing(InMemoryRegistry::changedAt))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean addFile(Entry<FileRegistration> file) {
    Entry<FileRegistration> dated =
        file.isRemoved() ? file : file.addedAt(dated(file.message().owner(), file.addedAt()));
    return files.putIfAbsent(new FileId(file.id()), dated) == null;
  }

  /// A time that is not before the last change.
  private Instant dated(Address owner, Instant at) {
    return files.values().stream()
        .filter(file -> file.message().owner().equals(owner))
        .map(InMemoryRegistry::changedAt)
        .max(Comparator.naturalOrder())
        .filter(at::isBefore)
        .map(last -> last.plusNanos(1))
        .orElse(at);
  }

  @Override
  public synchronized boolean removeFile(FileId id, Removal removal) {
    Entry<FileRegistration> file = files.get(id);
    if (file == null || file.isRemoved()) {
      return false;
    }
    Instant at = dated(file.message().owner(), removal.at());
    files.put(id, removed(file, new Removal(at, removal.signature())));
    return true;
  }

  @Override
  public synchronized Optional<SchemaRecord> findSchema(SchemaId id) {
    return Optional.ofNullable(schemas.get(id));
  }

  @Override
  public synchronized Optional<SchemaRecord> findSchema(Scope scope) {
    return schemas.sequencedValues().reversed().stream()
        .filter(schema -> schema.scope().equals(scope))
        .findFirst();
  }

  @Override
  public synchronized Listing<SchemaRecord> schemas(Page page) {
    return page(
        schemas.sequencedValues().reversed().stream()
            .sorted(Comparator.comparing(schema -> schema.scope().value()))
            .toList(),
        page);
  }

  @Override
  public synchronized boolean addSchema(SchemaRecord schema) {
    return schemas.putIfAbsent(schema.id(), schema) == null;
  }

  @Override
  public synchronized long nonce(Address user, String operation) {
    return nonces.getOrDefault(new Counter(user, operation), 0L);
  }

  @Override
  public synchronized boolean useNonce(Address user, String operation, long nonce) {
    boolean isNext = nonce == nonce(user, operation) + 1;
    if (isNext) {
      nonces.put(new Counter(user, operation), nonce);
    }
    return isNext;
  }

  @Override
  public synchronized long pendingCount() {
    return Stream.of(
            builders.values(),
            servers.values(),
            grants.values().stream().map(RecordedGrant::entry).toList(),
            files.values())
        .flatMap(entries -> entries.stream())
        .filter(entry -> entry.status() == ChainStatus.PENDING)
        .count();
  }

  private static Instant changedAt(Entry<?> entry) {
    return entry.removal().map(Removal::at).orElse(entry.addedAt());
  }

  private static <M extends RegistryMessage> Entry<M> removed(Entry<M> entry, Removal removal) {
    return entry.removed(removal.at(), removal.signature());
  }

  private static <T> Listing<T> page(List<T> all, Page page) {
    return new Listing<>(
        all.stream().skip(page.offset()).limit(page.limit()).toList(), all.size(), page);
  }
}
