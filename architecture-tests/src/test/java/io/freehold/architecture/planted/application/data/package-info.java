/// Planted use cases.
@NullMarked
package io.freehold.architecture.planted.application.data;

import org.jspecify.annotations.NullMarked;
