/// The session relay over HTTP (§4.5): its routes, its bodies, and waiting for news.
@NullMarked
package io.freehold.adapters.http.connect;

import org.jspecify.annotations.NullMarked;
