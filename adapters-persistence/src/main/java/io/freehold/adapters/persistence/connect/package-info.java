/// What the session relay keeps: sessions, watched grants and deliveries, written once for every
/// database that can hold them. Here is SQLite; PostgreSQL has a package of its own below.
@NullMarked
package io.freehold.adapters.persistence.connect;

import org.jspecify.annotations.NullMarked;
