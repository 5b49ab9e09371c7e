/// Keeping encrypted copies elsewhere, and all servers of one owner alike (§4.1.7, §6.5): uploads,
/// downloads, removals, and what went wrong.
@NullMarked
package io.freehold.application.sync;

import org.jspecify.annotations.NullMarked;
