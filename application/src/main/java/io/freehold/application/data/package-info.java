/// The verbs on data: ingest, read, list, delete (§4.1.5).
@NullMarked
package io.freehold.application.data;

import org.jspecify.annotations.NullMarked;
