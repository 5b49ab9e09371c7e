/// How fast callers may go: token buckets per builder and per network address, and how the address
/// of a client is found behind proxies (threat T51).
@NullMarked
package io.freehold.adapters.http.pace;

import org.jspecify.annotations.NullMarked;
