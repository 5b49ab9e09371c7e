/// The settings `storage.config.*`: their names, and one backend's group of them, read as the types
/// they are used as. Every refusal names the setting and says what to write; no secret is repeated.
@NullMarked
package io.freehold.adapters.storage.settings;

import org.jspecify.annotations.NullMarked;
