/// The inside of an adapter.
@NullMarked
package io.freehold.architecture.planted.adapters.chain.gateway;

import org.jspecify.annotations.NullMarked;
