package io.freehold.adapters.storage.ipfs;

import java.util.Map;

class PinningServiceStorageTest extends IpfsStorageContract {
  @Override
  Map<String, String> settings(String program) {
    return Map.of(
        "ipfs.pinning.url", program,
        "ipfs.pinning.jwt", "t0k3n",
        "ipfs.gatewayUrl", program);
  }
}
