/// Looking after the home of a server: finding what is wrong with it, mending it, keeping copies of
/// it, and making a home of a copy.
@NullMarked
package io.freehold.application.upkeep;

import org.jspecify.annotations.NullMarked;
