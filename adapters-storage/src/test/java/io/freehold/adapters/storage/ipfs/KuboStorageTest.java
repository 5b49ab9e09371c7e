package io.freehold.adapters.storage.ipfs;

import java.util.Map;

class KuboStorageTest extends IpfsStorageContract {
  @Override
  Map<String, String> settings(String program) {
    return Map.of("ipfs.url", program);
  }
}
