/// A planted client for builders.
@NullMarked
package io.freehold.architecture.planted.builder;

import org.jspecify.annotations.NullMarked;
