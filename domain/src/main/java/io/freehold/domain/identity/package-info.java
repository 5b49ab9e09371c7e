/// Who sent a request, as its signature or token proves, and what the signature must match.
@NullMarked
package io.freehold.domain.identity;

import org.jspecify.annotations.NullMarked;
