/// The manifest by which a builder tells people who it is (§5.5): made and signed, and verified as
/// the software of the person will verify it.
@NullMarked
package io.freehold.builder.manifest;

import org.jspecify.annotations.NullMarked;
