/// Experiments on real server processes: they are killed, starved, lied to and overloaded, and what
/// they promised is compared with what they did. Each prints one line with its seed and its
/// figures.

@NullMarked
package io.freehold.bootstrap.reliability;

import org.jspecify.annotations.NullMarked;
