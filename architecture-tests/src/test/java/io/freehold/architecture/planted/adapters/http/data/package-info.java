/// Planted endpoints.
@NullMarked
package io.freehold.architecture.planted.adapters.http.data;

import org.jspecify.annotations.NullMarked;
