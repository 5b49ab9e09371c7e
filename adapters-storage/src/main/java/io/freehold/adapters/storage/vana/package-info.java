/// Speaks to Vana Storage (§4.1.7): blobs by owner, scope and time, every request signed by this
/// server's key. Blobs are asked for at the service of the settings only, whatever an address says.
@NullMarked
package io.freehold.adapters.storage.vana;

import org.jspecify.annotations.NullMarked;
