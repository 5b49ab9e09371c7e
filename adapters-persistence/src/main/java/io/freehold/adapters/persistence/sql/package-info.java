/// SQLite: one connection that writes, in groups that share one commit, a few that read, and
/// numbered migrations. `java.sql` does not leave this package except as rows.
@NullMarked
package io.freehold.adapters.persistence.sql;

import org.jspecify.annotations.NullMarked;
