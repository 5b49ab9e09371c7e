package io.freehold.benchmarks.parts;

import io.freehold.adapters.http.json.CanonicalJson;
import io.freehold.benchmarks.whole.Documents;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The canonical form that some clients hash; asked for up to 1 MiB.
@State(Scope.Benchmark)
public class CanonicalJsonWriting {
  @Param({"1000", "100000", "1000000"})
  private int bytes;

  private byte[] document = {};

  @Setup
  public void prepare() {
    document = Documents.ofSize(bytes);
  }

  @Benchmark
  public byte[] write() {
    return CanonicalJson.of(document);
  }
}
