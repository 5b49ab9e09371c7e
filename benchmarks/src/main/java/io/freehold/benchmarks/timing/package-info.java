/// Whether the time an answer takes tells something that the answer does not.
@NullMarked
package io.freehold.benchmarks.timing;

import org.jspecify.annotations.NullMarked;
