/// The record of every access (§5.4) and the chain that keeps it honest.
@NullMarked
package io.freehold.domain.access;

import org.jspecify.annotations.NullMarked;
