/// The disk: the few acts everything durable is made of, the lock on the home, how much room there
/// is, and whether the disk can still be believed. Nothing here knows what the files mean.
@NullMarked
package io.freehold.adapters.persistence.files;

import org.jspecify.annotations.NullMarked;
