/// Who the owner is, the owner's tokens, the requests that were used, and the keys of this server.
@NullMarked
package io.freehold.adapters.persistence.identity;

import org.jspecify.annotations.NullMarked;
