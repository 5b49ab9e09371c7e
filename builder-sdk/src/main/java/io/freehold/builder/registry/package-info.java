/// What the Gateway records (§4.2) and a builder asks it for: builders, personal servers, grants.
@NullMarked
package io.freehold.builder.registry;

import org.jspecify.annotations.NullMarked;
