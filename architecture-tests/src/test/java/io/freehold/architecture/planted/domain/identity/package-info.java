/// Innocent callers.
@NullMarked
package io.freehold.architecture.planted.domain.identity;

import org.jspecify.annotations.NullMarked;
