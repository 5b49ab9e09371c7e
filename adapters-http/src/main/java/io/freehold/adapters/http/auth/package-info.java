/// The `Authorization` header and the hash of the body: text in, claims of the domain out, as
/// strictly as it can be read (threats T5 to T11).
@NullMarked
package io.freehold.adapters.http.auth;

import org.jspecify.annotations.NullMarked;
