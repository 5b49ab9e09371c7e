/// What can go wrong, as values: each says which code of the protocol it has and what to do about
/// it. Everything the SDK throws on purpose is a `FailureException` that carries one.
@NullMarked
package io.freehold.builder.failure;

import org.jspecify.annotations.NullMarked;
