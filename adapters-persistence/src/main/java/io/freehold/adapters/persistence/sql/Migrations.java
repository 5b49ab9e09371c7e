package io.freehold.adapters.persistence.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;

/// The numbered scripts `name-1.sql`, `name-2.sql`, ... that make a database what this version of
/// the server expects. Each runs in a transaction together with the mark that it ran, so that a
/// crash leaves it done or not begun.
///
/// @param name of the scripts, which lie beside this class
public record Migrations(String name) {

  void run(Session session) throws SQLException {
    mustKnow(session);
    int next = done(session) + 1;
    for (var script = script(next); script.isPresent(); script = script(++next)) {
      session.script(
          "BEGIN IMMEDIATE;\n" + script.get() + "\nPRAGMA user_version = " + next + ";\nCOMMIT;");
    }
  }

  private static int done(Session session) throws SQLException {
    return (int) session.number("PRAGMA user_version").orElse(0);
  }

  /// An IllegalStateException when a later version has been at work.
  void mustKnow(Session session) throws SQLException {
    int done = done(session);
    if (done > 0 && script(done).isEmpty()) {
      throw new IllegalStateException(
          "%s.db was written by a newer version of this server (step %d); start that version, or"
                  .formatted(name, done)
              + " restore a backup");
    }
  }

  /// An SQLException when the first script never ran: then there are no tables.
  void mustBeDone(Session session) throws SQLException {
    if (done(session) == 0) {
      throw new SQLException("it is empty");
    }
  }

  private Optional<String> script(int number) {
    try (InputStream in = Migrations.class.getResourceAsStream(name + "-" + number + ".sql")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
