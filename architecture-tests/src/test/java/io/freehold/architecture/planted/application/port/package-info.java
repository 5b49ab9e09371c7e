/// Planted ports.
@NullMarked
package io.freehold.architecture.planted.application.port;

import org.jspecify.annotations.NullMarked;
