/// Google Drive (version 3 of its interface): encrypted blobs as files of an application that sees
/// nothing but what it made itself. Permissions of files are never touched, so nobody but the
/// owner's account can read them.
@NullMarked
package io.freehold.adapters.storage.gdrive;

import org.jspecify.annotations.NullMarked;
