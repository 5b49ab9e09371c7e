package io.freehold.benchmarks.parts;

import io.freehold.adapters.http.json.StrictJson;
import io.freehold.benchmarks.whole.Documents;
import io.freehold.domain.data.JsonDocument;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The strict walk through an ingested document.
@State(Scope.Benchmark)
public class StrictJsonReading {
  private static final StrictJson JSON = StrictJson.ofDepth(128);

  @Param({"1000", "100000", "5000000"})
  private int bytes;

  private byte[] document = {};

  @Setup
  public void prepare() {
    document = Documents.ofSize(bytes);
  }

  @Benchmark
  public JsonDocument read() {
    return JSON.object(document);
  }
}
