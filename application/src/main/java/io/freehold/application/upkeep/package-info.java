/// Looking after the home of a stopped server: finding what is wrong with it, and mending it.
@NullMarked
package io.freehold.application.upkeep;

import org.jspecify.annotations.NullMarked;
