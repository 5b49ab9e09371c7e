/// Innocent data.
@NullMarked
package io.freehold.architecture.planted.domain.data;

import org.jspecify.annotations.NullMarked;
