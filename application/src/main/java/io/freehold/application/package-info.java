/// What the server can do. Use cases are final classes named by the act; what they need from
/// outside is in `port`. Nothing here knows HTTP, SQL, JSON or threads.
@NullMarked
package io.freehold.application;

import org.jspecify.annotations.NullMarked;
