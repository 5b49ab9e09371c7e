/// Reading what was granted, from the person's own server (§4.1.5): listings, documents and their
/// earlier versions.
@NullMarked
package io.freehold.builder.data;

import org.jspecify.annotations.NullMarked;
