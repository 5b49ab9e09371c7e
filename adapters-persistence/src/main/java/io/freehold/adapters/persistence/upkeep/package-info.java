/// Homes as archives: what of a home belongs into one, how an archive is written and read, and what
/// must be true of it before anything of it is used.
@NullMarked
package io.freehold.adapters.persistence.upkeep;

import org.jspecify.annotations.NullMarked;
