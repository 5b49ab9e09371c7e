/// The access log (§5.4): lines of JSON, one file a day, chained by hashes whose newest is signed.
@NullMarked
package io.freehold.adapters.persistence.access;

import org.jspecify.annotations.NullMarked;
