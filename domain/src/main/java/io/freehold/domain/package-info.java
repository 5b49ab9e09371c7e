/// The identifiers every concept speaks in, and the problems a request may be refused with. Nothing
/// here depends on a package below.
@NullMarked
package io.freehold.domain;

import org.jspecify.annotations.NullMarked;
