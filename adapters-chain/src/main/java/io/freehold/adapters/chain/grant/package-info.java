/// The JSON text that a registered grant carries. It is read strictly, because who signs it and who
/// reads it must understand the same, and written exactly as the protocol writes it.
@NullMarked
package io.freehold.adapters.chain.grant;

import org.jspecify.annotations.NullMarked;
