/// HTTP as storage backends need it: blobs stream in both directions with bounded memory, every
/// wait has an end, every answer a largest size, and no answer leads to another host. Refusals
/// become `StorageException`s; credentials are never part of them.
@NullMarked
package io.freehold.adapters.storage.http;

import org.jspecify.annotations.NullMarked;
