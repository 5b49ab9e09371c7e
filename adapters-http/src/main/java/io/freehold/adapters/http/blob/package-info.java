/// The storage role over HTTP, as clients of Vana Storage speak it (§4.1.7.1).
@NullMarked
package io.freehold.adapters.http.blob;

import org.jspecify.annotations.NullMarked;
