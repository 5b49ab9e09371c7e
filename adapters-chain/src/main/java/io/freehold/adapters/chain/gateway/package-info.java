/// The ports of the personal server on a remote gateway (§4.2), over one small HTTP client. Its
/// answers are strangers' words: bounded, read strictly, and believed for the signatures in them. A
/// gateway that fails is `ServiceUnavailable`, never "allowed".
@NullMarked
package io.freehold.adapters.chain.gateway;

import org.jspecify.annotations.NullMarked;
