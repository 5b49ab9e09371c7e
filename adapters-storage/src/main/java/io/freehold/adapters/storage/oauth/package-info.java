/// How the owner lets this server into a storage service (OAuth 2 with PKCE, threat T68), and how
/// it stays let in: the attempt, the exchange, and the renewal of access tokens.
@NullMarked
package io.freehold.adapters.storage.oauth;

import org.jspecify.annotations.NullMarked;
