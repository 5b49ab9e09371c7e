/// The owner's console: pages for a browser on the machine itself. It has a listener of its own, is
/// never reachable through the personal server's, and answers only to its own names. It lets
/// whoever can read the terminal become the owner, and the owner answer applications.
@NullMarked
package io.freehold.adapters.http.console;

import org.jspecify.annotations.NullMarked;
