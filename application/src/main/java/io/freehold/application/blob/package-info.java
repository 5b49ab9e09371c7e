/// The storage role: who may act upon the blobs of an owner, and the acts (§4.1.7.1). None of them
/// can be called without a `BlobPermit`.
@NullMarked
package io.freehold.application.blob;

import org.jspecify.annotations.NullMarked;
