/// Writes, reads and verifies the record of every access.
@NullMarked
package io.freehold.application.access;

import org.jspecify.annotations.NullMarked;
