/// JSON Schema (§5.1): definitions come from a registry that strangers fill, so everything about
/// them is bounded before they judge a payload. Nothing here reads the network or the disk.
@NullMarked
package io.freehold.adapters.chain.schema;

import org.jspecify.annotations.NullMarked;
