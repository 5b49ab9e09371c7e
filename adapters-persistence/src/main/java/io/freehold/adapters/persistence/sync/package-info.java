/// What is remembered of the synchronisation besides the versions and their copies: what is to be
/// removed elsewhere, what failed, and where it stands. It exists nowhere else, so it lies in
/// `state.db`.
@NullMarked
package io.freehold.adapters.persistence.sync;

import org.jspecify.annotations.NullMarked;
