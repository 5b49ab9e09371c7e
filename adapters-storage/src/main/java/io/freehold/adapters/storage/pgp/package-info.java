/// OpenPGP with a password, in the one form that clients of this protocol write, and a little more
/// of what they can read (§2.3, §7.1.1). Messages come from backends that may lie: what is in one
/// is read by an allow-list, in bounded memory, before any work is done.
@NullMarked
package io.freehold.adapters.storage.pgp;

import org.jspecify.annotations.NullMarked;
