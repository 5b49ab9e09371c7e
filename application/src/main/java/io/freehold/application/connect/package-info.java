/// Asking an owner and answering for one (§4.5, §6.3): what an application has to show first, and
/// what becomes of its requests.
@NullMarked
package io.freehold.application.connect;

import org.jspecify.annotations.NullMarked;
