/// Everything the server needs from outside. Ports return plain values and may block; an empty
/// `Optional` means absent, a `ProblemException` means refused or unreachable.
@NullMarked
package io.freehold.application.port;

import org.jspecify.annotations.NullMarked;
