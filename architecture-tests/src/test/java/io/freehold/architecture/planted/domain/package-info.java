/// The planted core of the domain.
@NullMarked
package io.freehold.architecture.planted.domain;

import org.jspecify.annotations.NullMarked;
