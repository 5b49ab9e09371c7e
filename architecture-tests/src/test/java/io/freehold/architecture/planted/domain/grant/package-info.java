/// Innocent grants.
@NullMarked
package io.freehold.architecture.planted.domain.grant;

import org.jspecify.annotations.NullMarked;
