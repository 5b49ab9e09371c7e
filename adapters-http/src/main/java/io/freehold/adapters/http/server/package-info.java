/// The server itself: health, readiness and its registration (§4.1.2).
@NullMarked
package io.freehold.adapters.http.server;

import org.jspecify.annotations.NullMarked;
