/// Strict reading of JSON at the edge: exact bytes are checked and kept, never written anew, and
/// numbers are never turned into floating point (threats T32 and T33).
@NullMarked
package io.freehold.adapters.http.json;

import org.jspecify.annotations.NullMarked;
