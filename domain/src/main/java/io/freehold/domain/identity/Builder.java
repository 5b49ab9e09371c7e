package io.freehold.domain.identity;

import io.freehold.domain.Address;
import io.freehold.domain.BuilderId;

/// A registered third-party application.
///
/// @param owner the wallet that registered it
/// @param address the address it signs requests with, the grantee of grants
/// @param publicKey uncompressed, `0x04` and 128 hexadecimal digits
/// @param appUrl the canonical origin of its application
public record Builder(
    BuilderId id, Address owner, Address address, String publicKey, String appUrl) {}
