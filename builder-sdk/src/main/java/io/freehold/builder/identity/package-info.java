/// Who a builder is, and how it proves it: its key, signed requests (§4.1.9.1), and whose signature
/// somebody else's is. The curve and its hash are known here and nowhere else in the SDK.
@NullMarked
package io.freehold.builder.identity;

import org.jspecify.annotations.NullMarked;
