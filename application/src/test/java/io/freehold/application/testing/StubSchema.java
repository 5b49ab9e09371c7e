package io.freehold.application.testing;

import io.freehold.domain.SchemaId;
import io.freehold.domain.data.DataFile;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.schema.Schema;
import io.freehold.domain.schema.Violation;
import java.util.List;

/// A schema that has the same to say about every payload.
public record StubSchema(DataFile.SchemaReference reference, List<Violation> violations)
    implements Schema {
  private static final DataFile.SchemaReference REFERENCE =
      new DataFile.SchemaReference(
          SchemaId.parse("7"),
          "ipfs://bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy");

  public static StubSchema acceptingEverything() {
    return new StubSchema(REFERENCE, List.of());
  }

  public static StubSchema finding(Violation... violations) {
    return new StubSchema(REFERENCE, List.of(violations));
  }

  @Override
  public List<Violation> violationsIn(JsonDocument payload) {
    return violations;
  }
}
