/// Asking a person for their data (§4.5, §6.3): a session at the relay, and what became of it.
@NullMarked
package io.freehold.builder.connect;

import org.jspecify.annotations.NullMarked;
