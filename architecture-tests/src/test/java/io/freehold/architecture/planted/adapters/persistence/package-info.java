/// The one place for rows.
@NullMarked
package io.freehold.architecture.planted.adapters.persistence;

import org.jspecify.annotations.NullMarked;
