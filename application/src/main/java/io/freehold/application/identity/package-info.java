/// Finds out who a caller is, and keeps the owner's tokens.
@NullMarked
package io.freehold.application.identity;

import org.jspecify.annotations.NullMarked;
