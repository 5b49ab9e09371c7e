/// The blobs of the storage role on disk: one sealed file each, below the folders of its owner and
/// its scope. The files are the truth; there is no index beside them.
@NullMarked
package io.freehold.adapters.persistence.blob;

import org.jspecify.annotations.NullMarked;
