/// The one way to addresses that came from outside (threat T36): pages of applications, webhooks,
/// definitions of schemas. What may be asked is decided here, and the answer to the question where
/// a name leads is kept for the whole exchange.
@NullMarked
package io.freehold.adapters.chain.egress;

import org.jspecify.annotations.NullMarked;
