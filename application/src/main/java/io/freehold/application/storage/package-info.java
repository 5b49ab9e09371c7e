/// What the owner does with storage backends themselves, apart from synchronising data with them.
@NullMarked
package io.freehold.application.storage;

import org.jspecify.annotations.NullMarked;
