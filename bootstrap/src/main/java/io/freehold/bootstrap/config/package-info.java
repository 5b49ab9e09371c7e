/// Settings: defaults, then `server.json`, then the environment. Reading never writes.
@NullMarked
package io.freehold.bootstrap.config;

import org.jspecify.annotations.NullMarked;
