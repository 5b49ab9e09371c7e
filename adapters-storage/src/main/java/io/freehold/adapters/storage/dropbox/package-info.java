/// Dropbox (version 2 of its interface): encrypted blobs as files of an application's own folder.
/// Nothing is ever shared: no link, no member, so nobody but the owner's account can read them.
@NullMarked
package io.freehold.adapters.storage.dropbox;

import org.jspecify.annotations.NullMarked;
