/// A planted adapter.
@NullMarked
package io.freehold.architecture.planted.adapters.http;

import org.jspecify.annotations.NullMarked;
