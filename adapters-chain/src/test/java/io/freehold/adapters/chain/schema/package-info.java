/// Tests of definitions and of what they say about payloads.
@NullMarked
package io.freehold.adapters.chain.schema;

import org.jspecify.annotations.NullMarked;
