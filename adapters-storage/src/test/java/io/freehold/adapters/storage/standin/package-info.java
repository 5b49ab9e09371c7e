/// Storage services on this machine, as the vendors document theirs: what they would refuse, these
/// refuse and remember, so that a test fails that asked for it.
@NullMarked
package io.freehold.adapters.storage.standin;

import org.jspecify.annotations.NullMarked;
