/// The other half of a cycle.
@NullMarked
package io.freehold.architecture.planted.domain.night;

import org.jspecify.annotations.NullMarked;
