package io.freehold.architecture.planted.adapters.chain;

import java.util.List;
import java.util.stream.Stream;

/// Uses threads that belong to everybody.
final class BorrowsTheCommonPool {
  Stream<String> borrows(List<String> list) {
    return list.parallelStream();
  }
}
