/// How an application asks for data and an owner answers (§4.5, §5.5, §6.3): sessions at the relay,
/// what an application publishes of itself, and what is told to it afterwards.
@NullMarked
package io.freehold.domain.connect;

import org.jspecify.annotations.NullMarked;
