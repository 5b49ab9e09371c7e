/// What an owner allows a builder, before and after its signature is verified, and the permit that
/// follows from it.
@NullMarked
package io.freehold.domain.grant;

import org.jspecify.annotations.NullMarked;
