/// The whole server, started for real, used as owners and builders use it.
@NullMarked
package io.freehold.bootstrap.acceptance;

import org.jspecify.annotations.NullMarked;
