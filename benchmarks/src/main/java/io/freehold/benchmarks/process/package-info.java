/// Server processes as the launcher starts them, in homes of their own, and what the operating
/// system says they used.
@NullMarked
package io.freehold.benchmarks.process;

import org.jspecify.annotations.NullMarked;
