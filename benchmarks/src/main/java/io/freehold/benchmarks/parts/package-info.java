/// The measurements of single parts, run by JMH.
@NullMarked
package io.freehold.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
