/// The gateway role's own store: builders, servers, grants, files, schemas and nonces, as rows.
@NullMarked
package io.freehold.adapters.persistence.registry;

import org.jspecify.annotations.NullMarked;
