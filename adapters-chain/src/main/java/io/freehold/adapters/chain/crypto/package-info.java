/// EIP-191, EIP-712, secp256k1, Keccak, and what seals a secret for a disk: nothing else in this
/// server knows these words. What goes in and out are the domain's addresses, signatures and
/// messages, never a library's.
@NullMarked
package io.freehold.adapters.chain.crypto;

import org.jspecify.annotations.NullMarked;
