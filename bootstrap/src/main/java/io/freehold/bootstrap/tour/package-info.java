/// The guided tour: a server in a temporary home that walks the main job over HTTP with real
/// signatures. The data it brings along has the shape and the size of what people really export.
@NullMarked
package io.freehold.bootstrap.tour;

import org.jspecify.annotations.NullMarked;
