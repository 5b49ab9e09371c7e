/// Half of a cycle.
@NullMarked
package io.freehold.architecture.planted.domain.day;

import org.jspecify.annotations.NullMarked;
