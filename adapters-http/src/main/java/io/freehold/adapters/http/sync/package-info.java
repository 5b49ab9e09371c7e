/// How the synchronisation stands, and how the owner starts it (§4.1.7).
@NullMarked
package io.freehold.adapters.http.sync;

import org.jspecify.annotations.NullMarked;
