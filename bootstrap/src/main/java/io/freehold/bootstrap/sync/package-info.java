/// The loop in the background that keeps an owner's servers in step (§4.1.7).
@NullMarked
package io.freehold.bootstrap.sync;

import org.jspecify.annotations.NullMarked;
