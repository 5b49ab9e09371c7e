/// Speaks to a running server over HTTP as an owner, a builder or a stranger would: what the
/// command line and the tour are made of.
@NullMarked
package io.freehold.bootstrap.client;

import org.jspecify.annotations.NullMarked;
