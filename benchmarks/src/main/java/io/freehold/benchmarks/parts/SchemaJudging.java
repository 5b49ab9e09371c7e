package io.freehold.benchmarks.parts;

import io.freehold.benchmarks.whole.Documents;
import io.freehold.domain.SchemaId;
import io.freehold.domain.data.JsonDocument;
import io.freehold.domain.registry.SchemaRecord;
import io.freehold.domain.schema.Schema;
import io.freehold.domain.schema.Violation;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a schema has to say about a document that fits it.
@State(Scope.Benchmark)
public class SchemaJudging {
  @Param({"1000", "100000", "5000000"})
  private int bytes;

  private final Schema schema =
      Grants.CHAIN
          .schemaCompiler()
          .compile(
              new SchemaRecord(
                  new SchemaId("0x" + "1".repeat(64)),
                  Grants.OWNER.address(),
                  "bench",
                  new io.freehold.domain.Scope("bench.small"),
                  "https://schemas.example.com/1",
                  Documents.SCHEMA,
                  Grants.NOW));

  private JsonDocument document = JsonDocument.of("{}");

  @Setup
  public void prepare() {
    document = new JsonDocument(Documents.ofSize(bytes));
  }

  @Benchmark
  public List<Violation> judge() {
    return schema.violationsIn(document);
  }
}
