/// Reads the keys of blobs in addresses that come from elsewhere. An address is taken apart into an
/// owner, a scope and a version, and never used as a path itself.
@NullMarked
package io.freehold.adapters.storage.key;

import org.jspecify.annotations.NullMarked;
