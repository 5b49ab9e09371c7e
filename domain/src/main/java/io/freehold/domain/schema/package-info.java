/// The registered shape of a scope's payload.
@NullMarked
package io.freehold.domain.schema;

import org.jspecify.annotations.NullMarked;
