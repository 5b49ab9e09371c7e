/// Measures Freehold: `Bench` runs the parts in a microbenchmark harness and the whole as real
/// server processes under load, and compares what it finds with the targets. A tool of development;
/// nothing of the server knows it.
@NullMarked
package io.freehold.benchmarks;

import org.jspecify.annotations.NullMarked;
