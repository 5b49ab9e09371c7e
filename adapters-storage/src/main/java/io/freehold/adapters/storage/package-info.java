/// Speaks to storage backends, which keep encrypted copies of data files (§4.1.7.1). The entry type
/// picks the backend that the settings name; `local-only` means that data stays on this machine.
@NullMarked
package io.freehold.adapters.storage;

import org.jspecify.annotations.NullMarked;
