/// What this server remembers of the storage services its owner uses (§4.1.8): the tokens with
/// which it is let in, sealed under a key that follows from the owner's master key.
@NullMarked
package io.freehold.adapters.persistence.storage;

import org.jspecify.annotations.NullMarked;
