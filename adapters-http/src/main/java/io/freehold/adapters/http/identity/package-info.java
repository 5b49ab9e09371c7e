/// The routes under `/v1/tokens`: the bearer tokens of the owner.
@NullMarked
package io.freehold.adapters.http.identity;

import org.jspecify.annotations.NullMarked;
