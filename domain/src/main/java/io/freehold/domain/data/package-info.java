/// Data files and their versions (§4.1.8, §5.2). A payload is opaque here: exact bytes, never
/// parsed.
@NullMarked
package io.freehold.domain.data;

import org.jspecify.annotations.NullMarked;
