package io.freehold.domain.identity;

import io.freehold.domain.Address;

/// This personal server as it is, or would be, registered (§4.1.2).
///
/// @param publicKey uncompressed, `0x04` and 128 hexadecimal digits
public record ServerIdentity(Address address, String publicKey, String url) {}
