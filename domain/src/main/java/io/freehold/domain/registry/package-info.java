/// What the Gateway records: builders, servers, files, grants and schemas, and the EIP-712 messages
/// that create or remove them (§4.2).
@NullMarked
package io.freehold.domain.registry;

import org.jspecify.annotations.NullMarked;
