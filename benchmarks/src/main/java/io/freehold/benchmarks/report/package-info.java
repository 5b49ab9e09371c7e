/// What was measured, beside what was wanted and on which machine: as a table and as JSON.
@NullMarked
package io.freehold.benchmarks.report;

import org.jspecify.annotations.NullMarked;
