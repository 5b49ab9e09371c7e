/// The owner's side of connecting, wired: what applications ask, and what becomes of it without a
/// request (§6.3).
@NullMarked
package io.freehold.bootstrap.connect;

import org.jspecify.annotations.NullMarked;
