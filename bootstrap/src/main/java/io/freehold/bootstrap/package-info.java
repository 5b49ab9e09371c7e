/// Reads the settings, wires the server leaves first, starts it and stops it. The only place that
/// knows every module, the clock and the source of randomness.
@NullMarked
package io.freehold.bootstrap;

import org.jspecify.annotations.NullMarked;
