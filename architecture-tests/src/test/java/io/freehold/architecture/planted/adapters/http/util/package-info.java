/// A drawer for everything.
@NullMarked
package io.freehold.architecture.planted.adapters.http.util;

import org.jspecify.annotations.NullMarked;
