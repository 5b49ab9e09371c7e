/// The command line: thin over the HTTP API, tables for people, JSON for scripts.
@NullMarked
package io.freehold.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
