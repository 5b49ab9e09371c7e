/// The routes under `/v1/access-logs` (§4.1.5).
@NullMarked
package io.freehold.adapters.http.access;

import org.jspecify.annotations.NullMarked;
