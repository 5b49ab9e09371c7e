/// Another planted adapter.
@NullMarked
package io.freehold.architecture.planted.adapters.chain;

import org.jspecify.annotations.NullMarked;
