/// Connecting an application with an owner's data: what the application publishes of itself is
/// checked (§5.5); the acts of the session relay and its webhooks (§4.5).
@NullMarked
package io.freehold.application.connect;

import org.jspecify.annotations.NullMarked;
