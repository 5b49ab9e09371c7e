/// A load generator that is cheap enough to share two cores with the server it measures: one
/// thread, connections that stay open, requests made beforehand.
@NullMarked
package io.freehold.benchmarks.load;

import org.jspecify.annotations.NullMarked;
