/// The routes under `/v1/grants` (§4.1.5).
@NullMarked
package io.freehold.adapters.http.grant;

import org.jspecify.annotations.NullMarked;
