package io.freehold.adapters.persistence.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freehold.adapters.persistence.sql.Database;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import io.freehold.domain.data.DataFile.SchemaReference;
import java.util.Optional;

/// The ids of the schemas that envelopes name by URL, for the day the index is made again.
final class SchemaIds {
  private final Database state;
  private final Cache<Key, SchemaId> known;

  SchemaIds(Database state, int rememberedMax) {
    this.state = state;
    this.known = Caffeine.newBuilder().maximumSize(rememberedMax).executor(Runnable::run).build();
  }

  private record Key(Scope scope, String definitionUrl) {}

  void remember(Scope scope, SchemaReference schema) {
    var key = new Key(scope, schema.definitionUrl());
    if (!schema.id().equals(known.getIfPresent(key))) {
      write(key, schema.id());
      known.put(key, schema.id());
    }
  }

  private void write(Key key, SchemaId id) {
    var _ =
        state.write(session ->
            session.update(
                "INSERT OR REPLACE INTO schema_ids (scope, definition_url, schema_id) VALUES (?, ?, ?)",
                key.scope().value(),
                key.definitionUrl(),
                id.value()));
  }

  Optional<SchemaId> find(Scope scope, String definitionUrl) {
    return state.read(session ->
        session.first(
            "SELECT schema_id FROM schema_ids WHERE scope = ? AND definition_url = ?",
            row -> new SchemaId(row.getString(1)),
            scope.value(),
            definitionUrl));
  }
}
