/// Speaks to applications and relays (§4.5, §5.5): manifests of strangers are read here, builders
/// are told at their webhooks, and a relay is asked and answered for its sessions.
@NullMarked
package io.freehold.adapters.chain.connect;

import org.jspecify.annotations.NullMarked;
