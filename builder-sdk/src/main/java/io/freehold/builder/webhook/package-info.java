/// What a relay tells an application unasked, and how the application knows that it is the relay.
@NullMarked
package io.freehold.builder.webhook;

import org.jspecify.annotations.NullMarked;
