/// The owner's routes for schemas, where this process is the gateway as well (§4.2.5).
@NullMarked
package io.freehold.adapters.http.schema;

import org.jspecify.annotations.NullMarked;
