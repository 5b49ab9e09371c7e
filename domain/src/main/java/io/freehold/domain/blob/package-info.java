/// What the storage role keeps for owners (§4.1.7.1): blobs, which are encrypted before they come
/// here, under keys of owner, scope and time.
@NullMarked
package io.freehold.domain.blob;

import org.jspecify.annotations.NullMarked;
