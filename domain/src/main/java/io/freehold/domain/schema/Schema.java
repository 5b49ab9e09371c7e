package io.freehold.domain.schema;

import io.freehold.domain.data.DataFile;
import io.freehold.domain.data.JsonDocument;
import java.util.List;

/// A registered schema, ready to judge payloads.
public interface Schema {
  DataFile.SchemaReference reference();

  /// What does not fit, at most the first hundred; empty when everything does.
  List<Violation> violationsIn(JsonDocument payload);
}
