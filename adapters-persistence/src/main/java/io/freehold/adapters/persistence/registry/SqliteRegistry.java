package io.freehold.adapters.persistence.registry;

import io.freehold.adapters.persistence.sql.Database;
import io.freehold.adapters.persistence.sql.Session;
import io.freehold.adapters.persistence.sql.Work;
import io.freehold.application.port.Registry;
import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;
import io.freehold.domain.FileId;
import io.freehold.domain.GrantId;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.Listing;
import io.freehold.domain.data.Page;
import io.freehold.domain.registry.Entry;
import io.freehold.domain.registry.Entry.Removal;
import io.freehold.domain.registry.GrantMessage;
import io.freehold.domain.registry.RegistryMessage.BuilderRegistration;
import io.freehold.domain.registry.RegistryMessage.FileRegistration;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import io.freehold.domain.registry.SchemaRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The gateway role's records in `registry.db`. What every grant read or ingest asks for is
/// remembered in bounded memory. A write forgets what it changed after it is committed and before
/// it returns: a look-up under way at that moment finishes first, and what it found is forgotten
/// with the rest.
public final class SqliteRegistry implements Registry {
  /// What must be possible on a full disk; only who has a record here already comes so far.
  private static final Set<String> REMOVALS = Set.of("revokePermission", "deleteFile");

  private final Database database;
  private final Remembered<Address, Entry<BuilderRegistration>> builders;
  private final Remembered<Address, Entry<ServerRegistration>> servers;
  private final Remembered<GrantId, Entry<GrantMessage>> grants;
  private final Remembered<Scope, SchemaRecord> schemas;

  /// @param rememberedMax entries of usual size in each memory
  public SqliteRegistry(Database database, int rememberedMax) {
    this.database = database;
    this.builders =
        new Remembered<>(
            rememberedMax,
            SqliteRegistry::bytes,
            key -> database.read(s -> BuilderRows.find(s, key)));
    this.servers =
        new Remembered<>(
            rememberedMax,
            SqliteRegistry::bytes,
            key -> database.read(s -> ServerRows.find(s, key)));
    this.grants =
        new Remembered<>(
            rememberedMax,
            SqliteRegistry::bytes,
            key -> database.read(s -> GrantRows.find(s, key.value())));
    this.schemas =
        new Remembered<>(
            rememberedMax,
            SqliteRegistry::bytes,
            key -> database.read(s -> SchemaRows.find(s, key)));
  }

  private static int bytes(Entry<?> entry) {
    return entry.message().bytes();
  }

  private static int bytes(SchemaRecord schema) {
    return Character.BYTES * schema.definition().length();
  }

  @Override
  public Optional<Entry<BuilderRegistration>> findBuilder(Address grantee) {
    return builders.find(grantee);
  }

  @Override
  public Optional<Entry<BuilderRegistration>> findBuilder(BuilderId id) {
    return database.read(session -> BuilderRows.find(session, id.value()));
  }

  @Override
  public boolean saveBuilder(
      Optional<Entry<BuilderRegistration>> before, Entry<BuilderRegistration> builder) {
    Address address = builder.message().grantee();
    boolean isSaved =
        database.writeIfThereIsPlenty(session ->
            BuilderRows.find(session, address).equals(before)
                && BuilderRows.save(session, builder) == 1);
    builders.forget(address);
    return isSaved;
  }

  @Override
  public Optional<Entry<ServerRegistration>> findServer(Address server) {
    return servers.find(server);
  }

  @Override
  public Optional<Entry<ServerRegistration>> findNewestServerOf(Address owner) {
    return database.read(session -> ServerRows.findNewestOf(session, owner));
  }

  @Override
  public boolean saveServer(
      Optional<Entry<ServerRegistration>> before, Entry<ServerRegistration> server) {
    Address address = server.message().server();
    boolean isSaved =
        database.writeIfThereIsPlenty(session ->
            ServerRows.find(session, address).equals(before)
                && ServerRows.save(session, server) == 1);
    servers.forget(address);
    return isSaved;
  }

  @Override
  public Optional<Entry<GrantMessage>> findGrant(GrantId id) {
    return grants.find(id);
  }

  @Override
  public Listing<Entry<GrantMessage>> grantsOf(Address grantor, Page page) {
    return database.read(session -> GrantRows.of(session, grantor, page));
  }

  @Override
  public Listing<Entry<GrantMessage>> grantsTo(Address grantee, Page page) {
    return database.read(session -> GrantRows.to(session, grantee, page));
  }

  @Override
  public Listing<Entry<GrantMessage>> grantsBetween(Address grantor, Address grantee, Page page) {
    return database.read(session -> GrantRows.between(session, grantor, grantee, page));
  }

  @Override
  public boolean addGrant(Entry<GrantMessage> grant, Address grantee) {
    boolean isNew =
        database.writeIfThereIsPlenty(session -> GrantRows.add(session, grant, grantee));
    grants.forget(new GrantId(grant.id()));
    return isNew;
  }

  @Override
  public boolean removeGrant(GrantId id, Removal removal) {
    boolean isFirst = database.write(session -> GrantRows.remove(session, id.value(), removal));
    grants.forget(id);
    return isFirst;
  }

  @Override
  public Optional<Entry<FileRegistration>> findFile(FileId id) {
    return database.read(session -> FileRows.find(session, id.value()));
  }

  @Override
  public List<Entry<FileRegistration>> filesOf(
      Address owner, Optional<Instant> since, boolean includeDeleted, int limit) {
    return database.read(session -> FileRows.changed(session, owner, since, includeDeleted, limit));
  }

  @Override
  public boolean addFile(Entry<FileRegistration> file) {
    return database.writeIfThereIsPlenty(session -> FileRows.add(session, file));
  }

  @Override
  public boolean removeFile(FileId id, Removal removal) {
    return database.write(session -> FileRows.remove(session, id.value(), removal));
  }

  @Override
  public Optional<SchemaRecord> findSchema(SchemaId id) {
    return database.read(session -> SchemaRows.find(session, id));
  }

  @Override
  public Optional<SchemaRecord> findSchema(Scope scope) {
    return schemas.find(scope);
  }

  @Override
  public Listing<SchemaRecord> schemas(Page page) {
    return database.read(session -> SchemaRows.all(session, page));
  }

  @Override
  public boolean addSchema(SchemaRecord schema) {
    boolean isNew = database.write(session -> SchemaRows.add(session, schema));
    schemas.forget(schema.scope());
    return isNew;
  }

  @Override
  public long nonce(Address user, String operation) {
    return database.read(session -> used(session, user, operation));
  }

  @Override
  public boolean useNonce(Address user, String operation, long nonce) {
    Work<Boolean> use = session -> use(session, user, operation, nonce);
    return REMOVALS.contains(operation) ? database.write(use) : database.writeIfThereIsPlenty(use);
  }

  private static boolean use(Session session, Address user, String operation, long nonce)
      throws SQLException {
    boolean isNext = nonce == used(session, user, operation) + 1;
    if (isNext) {
      session.update(
          "INSERT OR REPLACE INTO nonces (user, operation, used) VALUES (?, ?, ?)",
          user.value(),
          operation,
          nonce);
    }
    return isNext;
  }

  private static long used(Session session, Address user, String operation) throws SQLException {
    return session
        .number("SELECT used FROM nonces WHERE user = ? AND operation = ?", user.value(), operation)
        .orElse(0);
  }

  @Override
  public long pendingCount() {
    return database.read(session -> {
      long count = 0;
      for (String table : List.of("builders", "servers", "grants", "files")) {
        count +=
            session
                .number("SELECT count(*) FROM " + table + " WHERE status = 'PENDING'")
                .orElseThrow();
      }
      return count;
    });
  }
}
