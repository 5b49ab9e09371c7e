/// This server's own health and registration.
@NullMarked
package io.freehold.application.server;

import org.jspecify.annotations.NullMarked;
