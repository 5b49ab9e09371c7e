/// Planted wiring.
@NullMarked
package io.freehold.architecture.planted.bootstrap;

import org.jspecify.annotations.NullMarked;
