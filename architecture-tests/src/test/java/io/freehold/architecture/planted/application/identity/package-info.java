/// The one place where callers are known.
@NullMarked
package io.freehold.architecture.planted.application.identity;

import org.jspecify.annotations.NullMarked;
