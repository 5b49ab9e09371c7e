/// What applications asked the owner for, what was agreed to, and the rules that agree by
/// themselves: tables of `state.db`, which nobody but the owner of the home can open.
@NullMarked
package io.freehold.adapters.persistence.consent;

import org.jspecify.annotations.NullMarked;
