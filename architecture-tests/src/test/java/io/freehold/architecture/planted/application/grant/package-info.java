/// The one place where grants are believed.
@NullMarked
package io.freehold.architecture.planted.application.grant;

import org.jspecify.annotations.NullMarked;
