/// Tests that nobody runs.
@NullMarked
package io.freehold.architecture.planted.tests;

import org.jspecify.annotations.NullMarked;
