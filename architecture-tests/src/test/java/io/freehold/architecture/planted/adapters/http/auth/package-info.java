/// Finds out who asks.
@NullMarked
package io.freehold.architecture.planted.adapters.http.auth;

import org.jspecify.annotations.NullMarked;
