/// Bytes on their way to a backend or from it, kept aside until they are complete and checked.
/// Where they lie is nobody else's, and nothing of them stays.
@NullMarked
package io.freehold.adapters.storage.spool;

import org.jspecify.annotations.NullMarked;
