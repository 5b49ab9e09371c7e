/// The routes under `/v1/data` (§4.1.5).
@NullMarked
package io.freehold.adapters.http.data;

import org.jspecify.annotations.NullMarked;
