/// The inside of a planted client.
@NullMarked
package io.freehold.architecture.planted.builder.data;

import org.jspecify.annotations.NullMarked;
