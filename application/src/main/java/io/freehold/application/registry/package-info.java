/// The gateway role: verifies signed messages and records them (§4.2).
@NullMarked
package io.freehold.application.registry;

import org.jspecify.annotations.NullMarked;
