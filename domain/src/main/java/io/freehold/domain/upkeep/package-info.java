/// What is found when a home is looked over, and what became of it.
@NullMarked
package io.freehold.domain.upkeep;

import org.jspecify.annotations.NullMarked;
