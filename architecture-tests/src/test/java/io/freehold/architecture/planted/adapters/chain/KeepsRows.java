package io.freehold.architecture.planted.adapters.chain;

import java.sql.Connection;

/// SQL outside of persistence.
final class KeepsRows {
  Connection keeps(Connection connection) {
    return connection;
  }
}
