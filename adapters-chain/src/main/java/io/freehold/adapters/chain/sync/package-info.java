/// What is believed of file records, whichever gateway tells them: a record is about what its id
/// says, and a tombstone is proved by a signature.
@NullMarked
package io.freehold.adapters.chain.sync;

import org.jspecify.annotations.NullMarked;
