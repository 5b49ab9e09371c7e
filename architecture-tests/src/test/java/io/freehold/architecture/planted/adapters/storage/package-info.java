/// A third planted adapter.
@NullMarked
package io.freehold.architecture.planted.adapters.storage;

import org.jspecify.annotations.NullMarked;
