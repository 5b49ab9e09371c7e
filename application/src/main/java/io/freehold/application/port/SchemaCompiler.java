package io.freehold.application.port;

import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;

/// Makes a registered definition into something that judges payloads.
public interface SchemaCompiler {
  /// Refuses, as `MalformedRequest`, a definition that is no JSON Schema, refers to something
  /// outside itself, or is too large or too deep.
  Schema compile(SchemaRecord schema);

  /// The content address of a definition: `ipfs://` and its CID (version 1, raw, SHA-256).
  String contentUrl(String definition);
}
