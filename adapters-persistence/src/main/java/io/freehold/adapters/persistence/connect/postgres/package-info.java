/// The relay's database in PostgreSQL, for relays that serve many (ADR 0035). The only place of
/// this module that knows Vert.x; none of it is loaded where the relay keeps its sessions in
/// SQLite.
@NullMarked
package io.freehold.adapters.persistence.connect.postgres;

import org.jspecify.annotations.NullMarked;
