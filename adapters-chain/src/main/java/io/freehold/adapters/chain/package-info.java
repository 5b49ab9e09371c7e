/// Speaks to the Gateway and knows its signatures and schemas. The rest of the server sees
/// `ChainAdapter` and the ports it hands out, nothing below.
@NullMarked
package io.freehold.adapters.chain;

import org.jspecify.annotations.NullMarked;
