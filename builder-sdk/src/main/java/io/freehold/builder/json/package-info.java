/// Inside of the SDK: JSON as values, read with bounds and written in one way. Applications read
/// the data of a person with the library they like; this is for what the protocol itself says.
@NullMarked
package io.freehold.builder.json;

import org.jspecify.annotations.NullMarked;
