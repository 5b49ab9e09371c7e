package io.freehold.architecture.planted.adapters.persistence;

import java.sql.Connection;

/// Innocent: rows belong here.
final class InnocentTable {
  Connection connection(Connection connection) {
    return connection;
  }
}
