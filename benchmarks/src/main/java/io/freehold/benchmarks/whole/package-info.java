/// The measurements of whole servers, each an experiment with a name.
@NullMarked
package io.freehold.benchmarks.whole;

import org.jspecify.annotations.NullMarked;
