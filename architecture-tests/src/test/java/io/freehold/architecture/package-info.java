/// Proves the architecture: the rules of layers, ports, threads and names, each against the real
/// classes and against planted violations, and that the documents tell the truth.
@NullMarked
package io.freehold.architecture;

import org.jspecify.annotations.NullMarked;
