package io.freehold.domain.registry;

import io.freehold.domain.Address;
import io.freehold.domain.SchemaId;
import io.freehold.domain.Scope;
import java.time.Instant;

/// A registered schema: which shape the payload of a scope has (§5.1).
///
/// @param definitionUrl where the definition is found; `ipfs://` and the content's own id for
///   schemas registered here, so that it names these very bytes
/// @param definition the JSON Schema, as registered
public record SchemaRecord(
    SchemaId id,
    Address owner,
    String name,
    Scope scope,
    String definitionUrl,
    String definition,
    Instant addedAt) {}
