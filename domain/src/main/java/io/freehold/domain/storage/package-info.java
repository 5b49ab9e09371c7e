/// The owner's key material for encrypted copies (§2.3).
@NullMarked
package io.freehold.domain.storage;

import org.jspecify.annotations.NullMarked;
