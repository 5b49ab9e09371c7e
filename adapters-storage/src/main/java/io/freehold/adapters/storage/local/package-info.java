/// Keeps blobs in a folder on another disk of this machine, with the same care as data files. A
/// disk that is not there is `UNAVAILABLE`; its folder is never made by this server.
@NullMarked
package io.freehold.adapters.storage.local;

import org.jspecify.annotations.NullMarked;
