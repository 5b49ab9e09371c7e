/// The ports of the personal server on the gateway role of the same process: its use cases and its
/// records, without a socket in between. What a remote gateway would check is checked here as well.
@NullMarked
package io.freehold.adapters.chain.embedded;

import org.jspecify.annotations.NullMarked;
