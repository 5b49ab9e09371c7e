/// Speaks to IPFS: a Kubo node, or a pinning service and a gateway. What comes back is checked
/// against the content address it was asked for by, so nobody in between has to be believed.
@NullMarked
package io.freehold.adapters.storage.ipfs;

import org.jspecify.annotations.NullMarked;
