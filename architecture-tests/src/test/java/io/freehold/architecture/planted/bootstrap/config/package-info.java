/// The one place for the environment.
@NullMarked
package io.freehold.architecture.planted.bootstrap.config;

import org.jspecify.annotations.NullMarked;
