/// The HTTP surface: a table of routes (`HttpApi`), the one way from a request to its answer
/// (`RequestFlow`), and the bridge between the event loop and virtual threads. No rule of the
/// protocol lives here: endpoints translate, call one use case, and translate back.
@NullMarked
package io.freehold.adapters.http;

import org.jspecify.annotations.NullMarked;
